package dev.pagefault.mesh;

import static dev.pagefault.mesh.Application.connect;
import static dev.pagefault.mesh.Application.run;
import static dev.pagefault.mesh.Application.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.Topology.VolumeKind;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.sql.Connection;
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
    try (Connection connection = connect(landlord, "orders-eu-1")) {
      double alone = millisOf(() -> write(connection, 1, 100, 0));
      List<CompletableFuture<Void>> batch = List.of(job(1), job(2), job(3), job(4));
      await().until(() -> tenant.activity().stream().filter(TenantsTest::active).count() == 4);
      double beside = millisOf(() -> write(connection, 1, 100, 0));
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
    try (Connection connection = connect(tenant, "reports-eu-1")) {
      write(connection, 1, 1, 20 * DatabaseVolume.PAGE);
    }
    assertThat(Objects.requireNonNull(landlord.volumeStat()).volumeWriteOps() - before)
        .isEqualTo(21);
    assertThat(tenant.telemetry().result().samples())
        .extracting(Sample::name)
        .noneMatch(name -> name.startsWith("aws_ebs")); // it is measured once, at its host's
  }

  private static boolean active(Map<String, String> row) {
    return "active".equals(row.get("state"));
  }

  /** Works at an order for 3 s of a core. */
  private CompletableFuture<Void> job(int order) {
    return run(() -> {
      try (Connection connection = connect(tenant, "reports-eu-1")) {
        write(connection, order, 3_000, 0);
      }
    });
  }

  private static double millisOf(Application.Sql work) throws SQLException {
    long began = Clock.system().nanos();
    work.run();
    return (Clock.system().nanos() - began) / 1e6;
  }
}
