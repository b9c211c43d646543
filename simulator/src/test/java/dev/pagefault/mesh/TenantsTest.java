package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.Topology.VolumeKind;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two databases on one host of two cores, with a volume of 3,000 operations a second. */
final class TenantsTest {
  private static final Topology.Volume VOLUME =
      new Topology.Volume(
          VolumeKind.GP3, ByteSize.parse("1GB"), ByteSize.parse("0B"), 1, 1, null, null);

  private Database landlord;
  private Database tenant;

  @BeforeEach
  void start() {
    landlord = Database.start("orders-db", TinyTopology.datastore(8, VOLUME, null), Clock.system());
    tenant = landlord.startTenant("reports-db", TinyTopology.tenant("orders-db"), Clock.system());
  }

  @AfterEach
  void stop() {
    tenant.close();
    landlord.close();
    assertThat(DatabaseFunctions.registered()).isZero();
  }

  @Test
  void aTenantsWorkTakesTheProcessorFromTheOthers() throws Exception {
    try (Connection connection = connect(landlord)) {
      double alone = millisOf(() -> write(connection, 100, 0));
      List<CompletableFuture<Void>> batch = List.of(job(3_000), job(3_000), job(3_000), job(3_000));
      await().until(() -> tenant.activity().stream().filter(TenantsTest::active).count() == 4);
      double beside = millisOf(() -> write(connection, 100, 0));
      assertThat(beside).isGreaterThan(1.5 * alone); // five share two cores
      assertThat(landlord.read(Diagnostic.CPU).figures().get(Figures.UTILISATION))
          .isGreaterThan(0.9);
      assertThat(landlord.activity()).noneMatch(TenantsTest::active); // it is none of its sessions
      tenant
          .activity()
          .forEach(row -> tenant.cancel(Integer.parseInt(Objects.requireNonNull(row.get("pid")))));
      batch.forEach(it -> assertThat(it.handle((done, error) -> "ended").join()).isNotNull());
    }
  }

  @Test
  void whatATenantWritesIsOnTheVolumeOfTheHost() throws Exception {
    long before = Objects.requireNonNull(landlord.volumeStat()).volumeWriteOps();
    try (Connection connection = connect(tenant)) {
      write(connection, 1, 20 * DatabaseVolume.PAGE);
    }
    assertThat(Objects.requireNonNull(landlord.volumeStat()).volumeWriteOps() - before)
        .isEqualTo(21);
    assertThat(tenant.telemetry().samples())
        .extracting(Sample::name)
        .noneMatch(name -> name.startsWith("aws_ebs")); // it is measured once, at its host's
  }

  private static boolean active(Map<String, String> row) {
    return "active".equals(row.get("state"));
  }

  private CompletableFuture<Void> job(long millis) {
    return CompletableFuture.runAsync(
        () -> {
          try (Connection connection = connect(tenant)) {
            write(connection, millis, 0);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private interface Work {
    void run() throws SQLException;
  }

  private static double millisOf(Work work) throws SQLException {
    long began = Clock.system().nanos();
    work.run();
    return (Clock.system().nanos() - began) / 1e6;
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl());
  }

  private static void write(Connection connection, long millis, long bytes) throws SQLException {
    SqlSession.write(
        connection,
        "reports/batch",
        "UPDATE orders SET total = 1 WHERE id = ?",
        List.of((int) (Thread.currentThread().threadId() % 2_000) + 1),
        millis * 1_000_000,
        bytes,
        0);
  }
}
