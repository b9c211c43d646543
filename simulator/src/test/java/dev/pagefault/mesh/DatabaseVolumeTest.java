package dev.pagefault.mesh;

import static dev.pagefault.mesh.Application.run;
import static dev.pagefault.mesh.Application.write;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.Topology.VolumeKind;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A volume of 1 GB serves 100 operations a second once its credit is spent. */
final class DatabaseVolumeTest {
  private static final Topology.Volume SPENT = gp2("0B", 0, 1);
  private static final int KIB = 1024;

  private @Nullable Database started;

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
    assertThat(DatabaseFunctions.registered()).isZero();
  }

  @Test
  void aWriteTakesAsLongAsItsPagesAndItsCommitTakeOnTheVolume() throws Exception {
    start(SPENT);
    try (Connection connection = connect("a")) {
      spend();
      long began = Clock.system().nanos();
      write(connection, 1, 0, 160 * KIB);
      assertThat((Clock.system().nanos() - began) / 1e6).isGreaterThan(180); // 20 pages and 1
    }
    assertThat(database().telemetry().result().samples())
        .filteredOn(it -> it.name().equals("container_cpu_usage_seconds_total"))
        .allSatisfy(it -> assertThat(it.value()).isLessThan(0.05));
  }

  @Test
  void whatIsServedFromMemoryTouchesNoVolume() throws Exception {
    start(SPENT);
    try (Connection connection = connect("a")) {
      VolumeOps before = ops();
      for (int i = 1; i <= 50; i++) {
        SqlSession.query(
            connection, "orders/find", "SELECT total FROM orders WHERE id = ?", List.of(i), 0);
      }
      assertThat(ops()).isEqualTo(before);
    }
  }

  @Test
  void aScanReadsTheRowsOfItsTableAhead() throws Exception {
    start(
        new Topology.Volume(VolumeKind.GP3, gb(1), ByteSize.parse("0B"), 1, 1, null, null), "1KB");
    try (Connection connection = connect("a")) {
      VolumeOps before = ops();
      SqlSession.query(
          connection,
          "orders/by-customer",
          "SELECT id FROM orders WHERE customer = ?",
          List.of(5),
          0);
      await().untilAsserted(() -> assertThat(ops().reads() - before.reads()).isEqualTo(16));
      assertThat(ops().writes()).isEqualTo(before.writes()); // 2,001 rows of 1 KB by 128 KB
    }
  }

  @Test
  void sessionsThatWaitForTheVolumeSaySo() throws Exception {
    start(SPENT);
    try (Connection connection = connect("orders-eu-1")) {
      spend();
      var running = run(() -> write(connection, 1, 0, 400 * KIB));
      await()
          .untilAsserted(() ->
              assertThat(row("orders-eu-1"))
                  .containsEntry("state", "active")
                  .containsEntry("wait_event", "IO: DataFileExtend"));
      running.join();
      assertThat(row("orders-eu-1")).containsEntry("wait_event", "Client: ClientRead");
    }
  }

  @Test
  void aWriteHoldsItsRowWhileItWaitsForTheVolumeAndCanBeCancelled() throws Exception {
    start(SPENT);
    try (Connection first = connect("first");
        Connection second = connect("second")) {
      var running = run(() -> write(first, 1, 0, 64 * 1024 * KIB)); // 82 s
      await().until(() -> waits("first", "IO"));
      var waiting = run(() -> write(second, 1, 0, 0));
      await().until(() -> waits("second", "Lock: transactionid"));
      assertThat(database().cancel(Integer.parseInt(row("first").get("pid")))).isTrue();
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(running::join)
          .withMessageContaining("ERROR: canceling statement due to user request");
      waiting.join();
    }
  }

  @Test
  void whereTheCreditIsSpentManyWritersGetAFlatPlateauWithTheProcessorIdle() throws Exception {
    start(SPENT);
    AtomicBoolean enough = new AtomicBoolean();
    spend();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      int id = i;
      writers.add(
          run(() -> {
            try (Connection connection = connect("w" + id)) {
              while (!enough.get()) {
                write(connection, id, 0, 32 * KIB);
              }
            }
          }));
    }
    await().until(() -> waits("w4", "IO"));
    Reading.Raw reading = database().read(Diagnostic.VOLUME);
    double cpu = database().read(Diagnostic.CPU).figures().getOrDefault(Figures.UTILISATION, 1.0);
    enough.set(true);
    writers.forEach(CompletableFuture::join);
    assertThat(reading.figures().get(VolumeFigures.IOPS)).as(reading.text()).isBetween(90.0, 105.0);
    assertThat(reading.figures().get(VolumeFigures.QUEUE)).isBetween(2.5, 4.5);
    assertThat(reading.figures().get(VolumeFigures.BURST_BALANCE)).isLessThan(0.1);
    assertThat(reading.text())
        .contains("w_await", "aqu-sz", "%util", "VolumeQueueLength", "BurstBalance");
    assertThat(cpu).isLessThan(0.2);
  }

  @Test
  void aBurstIsFastUntilItsCreditIsSpent() throws Exception {
    start(gp2("0B", 0.000_1, 1)); // 540 operations
    try (Connection connection = connect("a")) {
      assertThat(millisOfTwentyPages(connection)).isLessThan(100); // 7 at 3,000 a second
      int writes = 1;
      while (millisOfTwentyPages(connection) < 150) { // 200 at 100 a second
        writes++;
        assertThat(writes).as("540 operations and what is earned meanwhile").isLessThan(200);
      }
      assertThat(writes).isGreaterThan(20);
    }
  }

  @Test
  void withoutSpaceWritesFailInPostgresWordsAndReadsWork() throws Exception {
    start(gp2("1048000KB", 1, 1)); // 576 KB are left
    try (Connection connection = connect("a")) {
      write(connection, 1, 0, 512 * KIB);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> write(connection, 2, 0, 128 * KIB))
          .withMessageContaining("could not extend file")
          .withMessageEndingWith("No space left on device");
      assertThat(
              SqlSession.query(
                      connection,
                      "orders/find",
                      "SELECT total FROM orders WHERE id = ?",
                      List.of(2),
                      0)
                  .rows())
          .containsExactly(Map.of("total", "6")); // and the row is as it was
      assertThat(database().read(Diagnostic.VOLUME).figures())
          .containsEntry(VolumeFigures.REFUSED, 1.0);
      Map<String, String> larger = new HashMap<>(Map.of("volume.kind", "gp2", "volume.size", "2"));
      database().become(larger);
      write(connection, 2, 0, 128 * KIB);
      assertThat(gauge("node_filesystem_avail_bytes")).isGreaterThan(1_000_000_000);
    }
  }

  @Test
  void moreIsServedFromTheMomentItIsRaised() throws Exception {
    start(SPENT);
    try (Connection connection = connect("a")) {
      var running = run(() -> write(connection, 1, 0, 16 * 1024 * KIB)); // 20 s
      await().until(() -> waits("a", "IO"));
      long began = Clock.system().nanos();
      database()
          .become(
              Map.of(
                  "volume.kind", "gp3",
                  "volume.size", "1",
                  "volume.iops", "16000",
                  "volume.throughput", "1000"));
      running.join();
      assertThat((Clock.system().nanos() - began) / 1e9).isLessThan(5);
    }
    assertThat(database().telemetry().result().samples())
        .extracting(Sample::name)
        .contains("aws_ebs_volume_write_ops_sum", "aws_ebs_volume_queue_length_average")
        .doesNotContain("aws_ebs_burst_balance_average"); // a gp3 has none
  }

  @Test
  void aClosedDatabaseEndsWhatWaitsForItsVolume() throws Exception {
    start(SPENT);
    Connection connection = connect("a");
    var running = run(() -> write(connection, 1, 0, 64 * 1024 * KIB));
    await().until(() -> waits("a", "IO"));
    database().close();
    assertThatExceptionOfType(CompletionException.class).isThrownBy(running::join);
  }

  @Test
  void withoutAVolumeNothingIsSaidOfOne() {
    started = Database.start("orders-db", TinyTopology.datastore(8), Clock.system());
    assertThat(database().telemetry().result().samples())
        .extracting(Sample::name)
        .noneMatch(it -> it.startsWith("aws_ebs") || it.startsWith("node_"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> database().read(Diagnostic.VOLUME))
        .withMessageStartingWith("diagnostic: ");
  }

  private static double millisOfTwentyPages(Connection connection) throws SQLException {
    long began = Clock.system().nanos();
    write(connection, 1, 0, 19 * 8 * KIB); // and the commit's
    return (Clock.system().nanos() - began) / 1e6;
  }

  /** Takes away what the volume has earned since it was started: a gp3 keeps no credit. */
  private void spend() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "volume.kind", "gp3",
                "volume.size", "1",
                "volume.iops", "3000",
                "volume.throughput", "125"));
    database().become(settings);
    settings.put("volume.kind", "gp2");
    database().become(settings);
  }

  private record VolumeOps(long reads, long writes) {}

  private VolumeOps ops() {
    VolumeStat stat = requireNonNull(database().volumeStat());
    return new VolumeOps(stat.volumeReadOps(), stat.volumeWriteOps());
  }

  private double gauge(String metric) {
    return database().telemetry().result().samples().stream()
        .filter(it -> it.name().equals(metric))
        .mapToDouble(Sample::value)
        .sum();
  }

  private Database database() {
    return requireNonNull(started);
  }

  private void start(Topology.Volume volume) {
    start(volume, null);
  }

  private void start(Topology.Volume volume, @Nullable String perRowIo) {
    started =
        Database.start(
            "orders-db",
            TinyTopology.datastore(8, volume, perRowIo == null ? null : ByteSize.parse(perRowIo)),
            Clock.system());
  }

  private static Topology.Volume gp2(String used, double credit, double speedUp) {
    return new Topology.Volume(
        VolumeKind.GP2, gb(1), ByteSize.parse(used), credit, speedUp, null, null);
  }

  private static ByteSize gb(int number) {
    return ByteSize.parse(number + "GB");
  }

  private Connection connect(String application) throws SQLException {
    return Application.connect(database(), application);
  }

  private boolean waits(String application, String event) {
    return row(application).getOrDefault("wait_event", "").startsWith(event);
  }

  private Map<String, String> row(String application) {
    return Application.row(database(), application);
  }
}
