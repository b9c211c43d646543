package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.drill.DrillState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's own tools see at {@code /metrics}. */
class ToolsTest {
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

  private List<String> seriesOf(String drill) throws Exception {
    return browser
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.contains("drill=\"" + drill + "\""))
        .toList();
  }

  @Test
  void aDrillIsShownFromOnCallUntilItIsOverAndNotWhileItIsPrepared() throws Exception {
    String id = rehearsal.open(browser);
    rehearsal.seconds(id, 3);
    assertThat(rehearsal.drill(id).state()).isEqualTo(DrillState.PREPARING);
    assertThat(seriesOf(id)).isEmpty();
    rehearsal.until(id, DrillState.ON_CALL, 200);
    assertThat(seriesOf(id))
        .anyMatch(line -> line.startsWith("hikaricp_connections_pending{"))
        .allMatch(line -> line.contains("service=\"checkout\""));
    rehearsal.until(id, DrillState.PAGED, 200);
    assertThat(seriesOf(id)).isNotEmpty();
    assertThat(browser.act(id, "{\"act\":\"acknowledge\"}").statusCode()).isEqualTo(200);
    assertThat(browser.act(id, "{\"act\":\"abandon\"}").statusCode()).isEqualTo(200);
    rehearsal.seconds(id, 1);
    assertThat(rehearsal.drill(id).state().over()).isTrue();
    assertThat(seriesOf(id)).isEmpty();
  }

  @Test
  void theServersOwnMetricsStandBesideThem() throws Exception {
    String id = rehearsal.paged(browser);
    String page = browser.get("/metrics").body();
    assertThat(page.lines().filter(line -> line.startsWith("# TYPE process_uptime_seconds ")))
        .hasSize(1);
    assertThat(page)
        .contains("process_uptime_seconds{drill=\"" + id + "\"")
        .contains("pagefault_drills{state=\"paged\"} 1");
  }
}
