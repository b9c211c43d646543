package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.LibraryAssignments;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens are planted in every secret field of scenario and answer; no byte that a participant can
 * reach before the reveal may hold one.
 */
class SecrecyTest {
  @TempDir private Path data;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>(); // on the stream
  private Rehearsal rehearsal;
  private Browser browser;
  private String mode = "";

  @BeforeEach
  void start() throws Exception {
    LibraryAssignments real = new LibraryAssignments(Rehearsal.LIBRARY);
    mode = real.assignment(Rehearsal.SCENARIO, Rehearsal.SEED).answer().atoms().getFirst().mode();
    rehearsal = new Rehearsal(data, new Canary(real), Duration.ofMillis(50));
    browser = new Browser(rehearsal.port());
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    rehearsal.stop();
  }

  @Test
  void nothingOfTheAnswerLeavesTheServerBeforeTheReveal() throws Exception {
    String id = rehearsal.open(browser);
    CompletableFuture<Void> stream = listen(id);
    crawl(id);
    rehearsal.until(id, DrillState.ON_CALL, 200);
    crawl(id);
    rehearsal.until(id, DrillState.PAGED, 200);
    crawl(id);
    for (String act :
        List.of(
            "{\"act\":\"acknowledge\"}",
            "{\"act\":\"askOwner\",\"service\":\"checkout\"}",
            "{\"act\":\"read\",\"diagnostic\":\"pool\",\"target\":\"checkout-eu-1/orders-db\"}",
            "{\"act\":\"read\",\"diagnostic\":\"pool\",\"target\":\"nowhere\"}",
            "{\"act\":\"onset\",\"at\":" + rehearsal.clock.epochMillis() + "}",
            "{\"act\":\"submitObservation\"}",
            "{\"act\":\"hypothesis\",\"text\":\"x\",\"component\":\"nothing\",\"likelihood\":5}",
            "{\"act\":\"lasting\",\"id\":\"nothing\"}",
            "{\"act\":\"revert\",\"changeId\":\"nothing\"}",
            "{\"act\":\"change\",\"change\":{\"kind\":\"scale\",\"target\":\"checkout/eu\",\"instances\":2}}",
            "{\"act\":\"reveal\"}")) {
      keepsShut(act, browser.act(id, act));
      rehearsal.seconds(id, 5);
    }
    crawl(id);
    rehearsal.seconds(id, 30);
    keepsShut("resolve", browser.act(id, "{\"act\":\"resolve\"}"));
    rehearsal.seconds(id, 5);
    assertThat(rehearsal.drill(id).state()).isEqualTo(DrillState.VERIFYING);
    crawl(id);
    await().until(() -> heard.stream().anyMatch(line -> line.contains("Says that it is mended")));
    String before = String.join("\n", heard);
    assertThat(before).doesNotContain(Canary.TOKEN).doesNotContain(mode);

    // The trap works: what was planted is there once the envelope is open.
    rehearsal.until(id, DrillState.REVEAL, 200);
    assertThat(browser.get("/api/v1/drills/" + id + "/journal").body()).contains(Canary.TOKEN);
    browser.act(id, "{\"act\":\"reveal\"}");
    assertThat(browser.get("/api/v1/drills/" + id + "/debrief").body()).contains(Canary.TOKEN);
    stream.cancel(true);
  }

  /** Everything there is to read, and a few things that there aren't. */
  private void crawl(String id) throws Exception {
    for (String operation : Contract.operations()) {
      String[] parts = operation.split(" ", 2);
      String path = parts[1].replace("{traceId}", "%032x".formatted(1)).replace("{id}", id);
      if (parts[0].equals("get") && !path.endsWith("/events") && !path.contains("topologies")) {
        keepsShut(path, browser.get(path));
      }
    }
    String drill = "/api/v1/drills/" + id;
    for (String path :
        List.of(
            "/",
            "/assets/app-1a2b.js",
            "/api/v1/topologies/shop",
            "/api/v1/vocabulary?topology=shop",
            drill + "/graph?by=instance",
            drill + "/metrics/range?query=hikaricp_connections_pending",
            drill + "/metrics/range?query=nothing(",
            drill + "/logs?limit=1000",
            drill + "/logs?query=%7B",
            drill + "/traces?limit=500",
            drill + "/nothing")) {
      keepsShut(path, browser.get(path));
    }
  }

  private void keepsShut(String what, HttpResponse<String> answer) {
    String everything = answer.headers().map() + "\n" + answer.body();
    assertThat(everything.toLowerCase(Locale.ROOT)).as(what).doesNotContain(Canary.TOKEN);
    boolean catalogue = what.contains("/vocabulary");
    if (!catalogue) { // which holds every mode, in every drill
      assertThat(everything).as(what).doesNotContain(mode);
    }
    assertThat(everything).as(what).doesNotContain("7654321").doesNotContain("41234", "41.234");
  }

  private CompletableFuture<Void> listen(String id) {
    return browser
        .http()
        .sendAsync(
            browser.request("/api/v1/drills/" + id + "/events").build(),
            HttpResponse.BodyHandlers.ofLines())
        .thenAcceptAsync(response -> {
          heard.add(response.headers().map().toString());
          try (Stream<String> lines = response.body()) {
            lines.forEach(heard::add);
          } catch (RuntimeException e) {
            heard.add("the server stopped");
          }
        });
  }
}
