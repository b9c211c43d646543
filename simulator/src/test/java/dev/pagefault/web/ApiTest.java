package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.drill.DrillState;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every answer is judged by the API's description where the browser receives it. */
class ApiTest {
  @TempDir private Path data;
  private Rehearsal rehearsal;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    rehearsal = new Rehearsal(data);
    browser = new Browser(rehearsal.port());
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    rehearsal.stop();
  }

  @Test
  void listsTheLibrary() throws Exception {
    JsonNode library = Browser.json(browser.get("/api/v1/scenarios"));
    assertThat(library.at("/runtime/mesh").stringValue()).isEqualTo("warm");
    assertThat(library.get("scenarios")).hasSameSizeAs(Rehearsal.LIBRARY.ids());
    JsonNode shop = Browser.json(browser.get("/api/v1/topologies/shop"));
    assertThat(shop.get("links").toString()).contains("{\"from\":\"edge\",\"to\":\"checkout\"}");
    JsonNode words = Browser.json(browser.get("/api/v1/vocabulary?topology=shop"));
    assertThat(words.get("modes")).hasSameSizeAs(Rehearsal.LIBRARY.modes());
    assertThat(browser.get("/api/v1/topologies/none").statusCode()).isEqualTo(404);
    assertThat(browser.get("/api/v1/vocabulary").statusCode()).isEqualTo(422);
  }

  @Test
  void opensAndShowsDrills() throws Exception {
    HttpResponse<String> opened =
        browser.post(
            "/api/v1/drills",
            "{\"scenario\":\"amber-finch\",\"name\":\"Ada\",\"mode\":\"practice\"}");
    assertThat(opened.statusCode()).isEqualTo(201);
    String location = opened.headers().firstValue("Location").orElse("");
    JsonNode drill = Browser.json(browser.get(location));
    assertThat(drill.at("/participants/0/you").booleanValue()).isTrue();
    assertThat(drill.get("seed").isNull()).isTrue();
    assertThat(Browser.json(browser.get("/api/v1/drills")).get("drills")).hasSize(1);
    assertThat(browser.get("/api/v1/drills/none").statusCode()).isEqualTo(404);
    HttpResponse<String> refused =
        browser.post("/api/v1/drills", "{\"name\":\"Ada\",\"mode\":\"practice\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Browser.json(refused).get("field").stringValue()).isEqualTo("scenario");
    assertThat(browser.post(location + "/resume", "").statusCode()).isEqualTo(409);
    assertThat(browser.post(location + "/resume", "{\"close\":true}").statusCode()).isEqualTo(409);
    assertThat(browser.post(location + "/resume", "{\"shut\":true}").statusCode()).isEqualTo(422);
  }

  @Test
  void saysThatNothingCanBeChangedBeforeThereIsAnythingThatRuns() throws Exception {
    String id = rehearsal.open(browser);
    assertThat(browser.get("/api/v1/drills/" + id + "/changes").statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/v1/drills/" + id + "/dashboards").statusCode()).isEqualTo(200);
    HttpResponse<String> early =
        browser.act(id, "{\"act\":\"read\",\"diagnostic\":\"pool\",\"target\":\"a/b\"}");
    assertThat(early.statusCode()).isBetween(409, 422);
  }

  @Test
  void doesActsOnceByTheirKey() throws Exception {
    String id = rehearsal.paged(browser);
    HttpResponse<String> keyless =
        browser.post("/api/v1/drills/" + id + "/acts", "{\"act\":\"acknowledge\"}");
    assertThat(keyless.statusCode()).isEqualTo(400);
    assertThat(Browser.json(keyless).get("field").stringValue()).isEqualTo("Idempotency-Key");
    String first = note(id, "k-1").body();
    assertThat(note(id, "k-1").body()).isEqualTo(first);
    assertThat(note(id, "k-2").body()).isNotEqualTo(first);
    assertThat(note(id, "not a key").statusCode()).isEqualTo(422);
  }

  private HttpResponse<String> note(String id, String key) throws Exception {
    return browser.send(
        browser
            .request("/api/v1/drills/" + id + "/acts")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString("{\"act\":\"note\",\"text\":\"hm\"}")));
  }

  @Test
  void saysWhyAnActWasRefused() throws Exception {
    String id = rehearsal.working(browser);
    HttpResponse<String> empty = browser.act(id, "{\"act\":\"note\"}");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(Browser.json(empty).get("field").stringValue()).isEqualTo("text");
    assertThat(browser.act(id, "{\"act\":\"reveal\"}").statusCode()).isEqualTo(409);
    assertThat(browser.act(id, "{\"act\":\"fly\"}").statusCode()).isEqualTo(422);
    assertThat(browser.act(id, "{\"act\":").statusCode()).isBetween(400, 422);
    assertThat(browser.act(id, "{\"act\":\"note\",\"txt\":\"a\"}").statusCode()).isEqualTo(422);
    assertThat(browser.get("/api/v1/drills/" + id + "/debrief").statusCode()).isEqualTo(409);
  }

  @Test
  void showsWhatRuns() throws Exception {
    String drill = "/api/v1/drills/" + rehearsal.working(browser);
    JsonNode graph = Browser.json(browser.get(drill + "/graph"));
    assertThat(graph.get("nodes").toString())
        .contains("orders-db")
        .contains("orders-db: 30 waiting");
    for (String by : List.of("service", "region", "version", "instance")) {
      assertThat(browser.get(drill + "/graph?by=" + by).statusCode()).isEqualTo(200);
    }
    assertThat(browser.get(drill + "/graph?by=owner").statusCode()).isEqualTo(422);
    JsonNode actions = Browser.json(browser.get(drill + "/actions"));
    assertThat(actions.at("/services/0/name").stringValue()).isEqualTo("edge");
    assertThat(actions.toString()).doesNotContain("\"psp\"");
    assertThat(Browser.json(browser.get(drill + "/diagnostics")).get("diagnostics")).hasSize(2);
    assertThat(Browser.json(browser.get(drill + "/changes")).get("changes")).isNotEmpty();
    assertThat(browser.get(drill + "/annotations").body()).contains("alert");
  }

  @Test
  void answersQueriesOverWhatWasMeasured() throws Exception {
    String drill = "/api/v1/drills/" + rehearsal.working(browser);
    JsonNode names = Browser.json(browser.get(drill + "/metrics/names"));
    assertThat(names.toString()).contains("process_uptime_seconds");
    JsonNode range =
        Browser.json(
            browser.get(drill + "/metrics/range?step=1&query=" + url("process_uptime_seconds")));
    assertThat(range.at("/series/0/labels/instance").stringValue()).isEqualTo("checkout-eu-1");
    HttpResponse<String> bad = browser.get(drill + "/metrics/range?query=" + url("sum(("));
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(Browser.json(bad).has("position")).isTrue();
    for (String wrong :
        List.of("", "?query=up&step=0", "?query=up&from=9&to=1", "?query=up&to=x")) {
      assertThat(browser.get(drill + "/metrics/range" + wrong).statusCode()).isEqualTo(422);
    }
    JsonNode logs =
        Browser.json(browser.get(drill + "/logs?limit=5&query=" + url("{service=\"checkout\"}")));
    assertThat(logs.get("lines")).hasSize(5);
    String next = url(logs.get("next").stringValue());
    assertThat(browser.get(drill + "/logs?limit=5&before=" + next).statusCode()).isEqualTo(200);
    assertThat(browser.get(drill + "/logs?query=" + url("{{")).statusCode()).isEqualTo(422);
    JsonNode traces = Browser.json(browser.get(drill + "/traces?service=checkout&error=true"));
    String trace = traces.at("/traces/0/id").stringValue();
    assertThat(browser.get(drill + "/traces/" + trace).statusCode()).isEqualTo(200);
    assertThat(browser.get(drill + "/traces/none").statusCode()).isEqualTo(404);
    assertThat(browser.get(drill + "/traces?error=perhaps").statusCode()).isEqualTo(422);
  }

  @Test
  void isPlayedFromTheListToTheDebrief() throws Exception {
    String id = rehearsal.working(browser);
    String drill = "/api/v1/drills/" + id;
    JsonNode page = Browser.json(browser.get(drill)).get("page");
    long since = page.get("since").longValue();
    ok(id, "{\"act\":\"blast\",\"question\":\"who\",\"scope\":{\"kind\":\"all\"}}");
    ok(
        id,
        "{\"act\":\"blast\",\"question\":\"journeys\",\"scope\":{\"kind\":\"only\",\"terms\":[{\"dimension\":\"journey\",\"value\":\"buy\"}]}}");
    ok(id, "{\"act\":\"blast\",\"question\":\"where\",\"scope\":{\"kind\":\"cantTell\"}}");
    ok(id, "{\"act\":\"onset\",\"at\":" + since + "}");
    ok(id, "{\"act\":\"suspect\",\"ref\":\"traffic\",\"marked\":true}");
    ok(
        id,
        "{\"act\":\"reading\",\"query\":\"hikaricp_connections_pending{service=\\\"checkout\\\"}\",\"at\":"
            + (rehearsal.clock.epochMillis() - 3_000)
            + ",\"value\":30,\"label\":\"waiting\",\"aspect\":\"saturation\",\"judgement\":\"abnormal\"}");
    ok(id, "{\"act\":\"submitObservation\"}");
    String first = hypothesis(id, "pool-too-small", 60);
    String second = hypothesis(id, "slow-query", 30);
    ok(id, "{\"act\":\"lockHypotheses\"}");
    ok(id, "{\"act\":\"read\",\"diagnostic\":\"sessions\",\"target\":\"orders-db\"}");
    HttpResponse<String> declared =
        browser.act(
            id,
            "{\"act\":\"declareTest\",\"hypotheses\":[\"%s\",\"%s\"],\"diagnostic\":\"pool\",\"target\":\"checkout-eu-1/orders-db\",\"expected\":\"waiting\"}"
                .formatted(first, second));
    String test = Browser.json(declared).get("id").stringValue();
    ok(id, "{\"act\":\"runTest\",\"id\":\"" + test + "\"}");
    ok(
        id,
        "{\"act\":\"verdict\",\"test\":\"%s\",\"hypothesis\":\"%s\",\"verdict\":\"says-nothing\"}"
            .formatted(test, second));
    String scale = "\"change\":{\"kind\":\"scale\",\"target\":\"checkout/eu\",\"instances\":2}";
    ok(id, "{\"act\":\"change\"," + scale + ",\"preview\":true}");
    ok(id, "{\"act\":\"change\"," + scale + "}");
    rehearsal.seconds(id, 40);
    assertThat(Browser.json(browser.get(drill + "/changes")).at("/changes/0/you").booleanValue())
        .isTrue();
    String lasting = Rehearsal.LIBRARY.catalogue().lastingFixes().getFirst().id();
    ok(id, "{\"act\":\"lasting\",\"id\":\"" + lasting + "\"}");
    ok(id, "{\"act\":\"resolve\"}");
    rehearsal.until(id, DrillState.REVEAL, 200);
    assertThat(Browser.json(browser.get(drill + "/debrief")).get("cause").isNull()).isTrue();
    ok(id, "{\"act\":\"believeFinal\",\"hypothesis\":\"" + first + "\"}");
    for (int step = 2; step <= 8; step++) {
      ok(id, "{\"act\":\"reveal\"}");
      JsonNode debrief = Browser.json(browser.get(drill + "/debrief"));
      assertThat(debrief.get("step").intValue()).isEqualTo(step);
    }
    JsonNode debrief = Browser.json(browser.get(drill + "/debrief"));
    assertThat(debrief.at("/cause/envelope/matches").booleanValue()).isTrue();
    assertThat(debrief.at("/lesson").stringValue()).isNotEmpty();
    assertThat(browser.get(drill + "/journal").body()).contains("\"revealed\"");
    assertThat(browser.get(drill).statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/v1/scenarios").body()).contains("\"times\":1");
    assertThat(browser.get("/metrics").body())
        .containsPattern("pagefault_drills\\{state=\"(reveal|closed)\"} 1");
  }

  private String hypothesis(String id, String mode, int likelihood) throws Exception {
    HttpResponse<String> stated =
        browser.act(
            id,
            "{\"act\":\"hypothesis\",\"text\":\"it is %s\",\"component\":\"checkout\",\"mode\":\"%s\",\"likelihood\":%d,\"prediction\":{\"diagnostic\":\"pool\",\"target\":\"checkout-eu-1/orders-db\",\"outcome\":\"waiting\"}}"
                .formatted(mode, mode, likelihood));
    assertThat(stated.statusCode()).as(stated.body()).isEqualTo(200);
    return Browser.json(stated).get("id").stringValue();
  }

  private void ok(String id, String act) throws Exception {
    HttpResponse<String> done = browser.act(id, act);
    assertThat(done.statusCode()).as("%s: %s", act, done.body()).isEqualTo(200);
  }

  @Test
  void servesEveryOperationOfItsDescription() throws Exception {
    String id = rehearsal.open(browser);
    Set<String> unknown = new TreeSet<>();
    for (String operation : Contract.operations()) {
      String[] parts = operation.split(" ", 2);
      String path = parts[1].replace("{traceId}", "none").replace("{id}", id);
      if (path.endsWith("/events")) {
        continue; // EventsTest reads it
      }
      HttpResponse<String> answer =
          parts[0].equals("get") ? browser.get(path) : browser.post(path, "{}");
      if (answer.statusCode() == 405
          || (answer.statusCode() == 404 && answer.body().contains("openapi.json"))) {
        unknown.add(operation);
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
