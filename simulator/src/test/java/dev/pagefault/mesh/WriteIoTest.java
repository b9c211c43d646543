package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a write step states is written in its database's session. */
final class WriteIoTest extends BoxTest {
  private static final String PAY = "UPDATE orders SET total = 1 WHERE id = :order";

  @Test
  void aStepWritesWhatItStatesAndItsCommit() {
    Topology.Volume volume =
        new Topology.Volume(
            Topology.VolumeKind.GP3, ByteSize.parse("1GB"), ByteSize.parse("0B"), 1, 1, null, null);
    Database paid = Database.start("orders-db", TinyTopology.datastore(20, volume, null), clock);
    try {
      Instance orders =
          start(
              Box.of("orders")
                  .endpoint("GET /small", write(null))
                  .endpoint("GET /large", write(ByteSize.parse("160KB")))
                  .database("orders-db", paid.jdbcUrl()));
      assertThat(get(orders, "/small?order=1").statusCode()).isEqualTo(200);
      assertThat(ops(paid)).isEqualTo(1);
      assertThat(get(orders, "/large?order=1").statusCode()).isEqualTo(200);
      assertThat(ops(paid)).isEqualTo(1 + 21);
    } finally {
      paid.close();
    }
  }

  private static Step write(@org.jspecify.annotations.Nullable ByteSize io) {
    return new Step.Write("pay", null, "orders-db", PAY, Duration.ZERO, io);
  }

  private static long ops(Database database) {
    VolumeStat stat = Objects.requireNonNull(database.volumeStat());
    return stat.volumeWriteOps();
  }
}
