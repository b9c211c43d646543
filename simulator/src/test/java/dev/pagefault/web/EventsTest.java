package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.drill.LibraryAssignments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
  @TempDir private Path data;
  private Rehearsal rehearsal;
  private Browser browser;
  private String events = "";
  private String id = "";

  @BeforeEach
  void start() throws Exception {
    rehearsal =
        new Rehearsal(data, new LibraryAssignments(Rehearsal.LIBRARY), Duration.ofMillis(5));
    browser = new Browser(rehearsal.port());
    id = rehearsal.working(browser);
    events = "/api/v1/drills/" + id + "/events";
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    rehearsal.stop();
  }

  private long note(String text) throws Exception {
    HttpResponse<String> done = browser.act(id, "{\"act\":\"note\",\"text\":\"" + text + "\"}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    return Browser.json(done).get("seq").longValue();
  }

  @Test
  void tellsWhatIsPastThenTheStateThenWhatComes() throws Exception {
    note("what is past");
    try (Reader reader = read("")) {
      Event state = reader.next("state");
      assertThat(reader.seen("entry")).anyMatch(data -> data.contains("what is past"));
      Contract.judgeEvent("Drill", state.data());
      assertThat(state.data()).doesNotContain("timeline");
      long seq = note("what comes");
      Event entry = reader.next("entry");
      assertThat(entry.data()).contains("what comes");
      assertThat(entry.id()).isEqualTo(Long.toString(seq));
      Contract.judgeEvent("TimelineEntry", entry.data());
    }
  }

  @Test
  void resumesAfterTheLastEventThatWasSeen() throws Exception {
    long seen = note("seen before");
    long next = note("not seen");
    try (Reader reader = read(Long.toString(seen))) {
      assertThat(reader.next("entry").id()).isEqualTo(Long.toString(next));
    }
    HttpResponse<String> refused =
        browser.send(browser.request(events).header("Last-Event-ID", "x"));
    assertThat(refused.statusCode()).isEqualTo(422);
  }

  @Test
  void showsAFrameInEachIntervalAndComputesNoneWhenNobodyLooks() throws Exception {
    int before = rehearsal.production().listeners();
    try (Reader reader = read("")) {
      Contract.judgeEvent("Frame", reader.next("frame").data());
      await().until(() -> rehearsal.production().listeners() == before + 1);
      rehearsal.seconds(id, 1);
      Event frame = reader.next("frame");
      while (!frame.data().contains("\"good\":12,\"total\":20")) {
        frame = reader.next("frame");
      }
      assertThat(frame.data()).contains("\"failed\":[8]");
    }
    await().until(() -> rehearsal.production().listeners() == before);
  }

  @Test
  void showsLifeWhenNothingHappens() throws Exception {
    try (Reader reader = read("")) {
      assertThat(reader.line(": alive")).isTrue();
    }
  }

  @Test
  void dropsFramesForASlowReaderAndNeverAnEntry() throws Exception {
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4 * 1024);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), rehearsal.port()));
      slow.setSoTimeout(20_000);
      slow.getOutputStream()
          .write(
              ("GET " + events + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(60, TimeUnit.SECONDS).until(() -> dropped() > 0);
      long first = note("one");
      long last = 0;
      for (int i = 0; i < 50; i++) {
        last = note("x".repeat(1_000));
      }
      BufferedReader in =
          new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
      List<Long> seen = new ArrayList<>();
      while (seen.isEmpty() || seen.getLast() < last) {
        String line = in.readLine();
        assertThat(line).as("the stream goes on").isNotNull();
        if (line.startsWith("id: ")) {
          seen.add(Long.valueOf(line.substring(4)));
        }
      }
      assertThat(seen).isSorted().doesNotHaveDuplicates();
      assertThat(seen.subList(seen.indexOf(first), seen.size())).hasSize(51);
    }
  }

  private double dropped() throws Exception {
    return browser
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("pagefault_stream_frames_dropped"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void refusesAStreamOfADrillThatIsNot() throws Exception {
    assertThat(browser.get("/api/v1/drills/none/events").statusCode()).isEqualTo(404);
  }

  private Reader read(String lastEventId) throws IOException, InterruptedException {
    HttpRequest.Builder request = browser.request(events);
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<Stream<String>> response =
        browser.http().send(request.build(), HttpResponse.BodyHandlers.ofLines());
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new Reader(response.body());
  }

  private record Event(String id, String name, String data) {}

  /** Reads events as they come. */
  private static final class Reader implements AutoCloseable {
    private final Stream<String> stream;
    private final Iterator<String> lines;
    private final List<Event> seen = new ArrayList<>();

    Reader(Stream<String> stream) {
      this.stream = stream;
      this.lines = stream.iterator();
    }

    /** Data of the events of a name that were read so far. */
    List<String> seen(String name) {
      return seen.stream().filter(e -> e.name().equals(name)).map(Event::data).toList();
    }

    Event next(String name) {
      String id = "";
      String event = "";
      while (lines.hasNext()) {
        String line = lines.next();
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          Event read = new Event(id, event, line.substring(6));
          seen.add(read);
          if (event.equals(name)) {
            return read;
          }
        } else if (line.isEmpty()) {
          id = "";
        }
      }
      throw new AssertionError("the stream ended");
    }

    boolean line(String wanted) {
      while (lines.hasNext()) {
        if (lines.next().equals(wanted)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
