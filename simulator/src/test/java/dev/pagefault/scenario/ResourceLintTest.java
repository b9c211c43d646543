package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What services share is checked as the rest of a topology is. */
class ResourceLintTest {
  private static final String SHOP = "topologies/shop.yaml";
  private static final String SHIPPED =
      "volume: {kind: gp2, size: 80GB, used: 33GB, speed-up: 240}";
  private static final String MAX = "max-connections: 60";
  private static final String OWN_HOST = "cores: 4\n    " + MAX;
  private final CopiedLibrary library;

  ResourceLintTest(@TempDir Path folder) throws IOException {
    this.library = CopiedLibrary.in(folder);
  }

  @Test
  void a_volume_is_read() throws IOException {
    volume("{kind: gp2, size: 100GB, used: 512MB, credit: 0.5, speed-up: 60}");
    library.replace(SHOP, "per-row: 200us", "per-row: 200us\n    per-row-io: 1KB");
    assertThat(library.problems(SHOP)).isEmpty();
    Topology.Datastore store =
        Objects.requireNonNull(
            library.load().library().topology("shop").datastores().get("orders-db"));
    assertThat(store.volume())
        .isEqualTo(
            new Topology.Volume(
                Topology.VolumeKind.GP2,
                ByteSize.parse("100GB"),
                ByteSize.parse("512MB"),
                0.5,
                60,
                null,
                null));
    assertThat(store.perRowIo()).isEqualTo(new ByteSize(1024));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {kind: gp4, size: 100GB}                | kind       | there is no "gp4" here         | gp2
          {kind: gp3, size: 100}                  | size       | "100" is not a size            | 40KB
          {kind: gp3, size: 1500MB}               | size       | is no volume's size            | whole GB
          {kind: gp3, size: 10GB, used: 11GB}     | used       | is more than the volume's size | 10GB
          {kind: gp2, size: 10GB, credit: 2}      | credit     | is out of bounds               | 0 to 1
          {kind: gp2, size: 10GB, speed-up: 0}    | speed-up   | is out of bounds               | above 0
          {kind: gp2, size: 10GB, iops: 4000}     | iops       | can't be bought for a gp2      | gp3
          {kind: gp3, size: 10GB, iops: 99}       | iops       | is out of bounds               | 3000
          {kind: gp3, size: 10GB, throughput: 9}  | throughput | is out of bounds               | 125
          """)
  void a_volume_that_cannot_be_is_told(String yaml, String field, String message, String wayOut)
      throws IOException {
    volume(yaml);
    List<Problem> problems = library.problems(SHOP);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().field()).isEqualTo("datastores.orders-db.volume." + field);
    assertThat(problems.getFirst().message()).isEqualTo(message);
    assertThat(problems.getFirst().wayOut()).contains(wayOut);
  }

  @Test
  void io_that_goes_nowhere_is_told() throws IOException {
    library.replace(SHOP, SHIPPED, "per-row-io: 1KB");
    assertThat(library.problems(SHOP))
        .extracting(Problem::field)
        .contains("datastores.orders-db.per-row-io");
  }

  @Test
  void several_databases_may_stand_on_one_host() throws IOException {
    tenant("");
    assertThat(library.problems(SHOP)).isEmpty();
    Topology shop = library.load().library().topology("shop");
    assertThat(shop.volumeOf("catalog-db")).isNotNull().isEqualTo(shop.volumeOf("orders-db"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cores: 4                         | cores  | leave them out
          volume: {kind: gp3, size: 100GB} | volume | leave it out
          """)
  void a_tenant_brings_nothing_of_its_own(String line, String field, String wayOut)
      throws IOException {
    tenant("\n    " + line);
    assertThat(library.problems(SHOP)).hasSize(1);
    assertThat(library.problems(SHOP).getFirst().field())
        .isEqualTo("datastores.catalog-db." + field);
    assertThat(library.problems(SHOP).getFirst().wayOut()).isEqualTo(wayOut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog-db", "order-db"})
  void a_host_must_be_anothers(String host) throws IOException {
    tenant("");
    library.replace(SHOP, "host: orders-db", "host: " + host);
    assertThat(library.problems(SHOP))
        .extracting(Problem::field)
        .containsExactly("datastores.catalog-db.host");
  }

  @Test
  void a_database_without_a_host_needs_cores() throws IOException {
    library.replace(SHOP, OWN_HOST, MAX);
    assertThat(library.problems(SHOP))
        .extracting(Problem::field)
        .containsExactly("datastores.catalog-db.cores");
  }

  @Test
  void a_change_of_a_volume_is_checked() throws IOException {
    String change = "target: payment, key: fraud.threshold, value: \"0.93\"";
    library.replace(SHOP, change, "target: catalog-db, key: volume.iop, value: \"4000\"");
    assertThat(library.problems(SHOP))
        .extracting(Problem::wayOut)
        .containsExactly("give catalog-db a volume, or partitions, in the topology");
    library.replace(SHOP, "target: catalog-db, key", "target: orders-db, key");
    volume("{kind: gp3, size: 100GB}");
    assertThat(library.problems(SHOP))
        .extracting(Problem::wayOut)
        .singleElement()
        .asString()
        .startsWith("did you mean volume.iops?");
    library.replace(SHOP, "volume.iop,", "volume.iops,");
    assertThat(library.problems(SHOP)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          partitions: 99                    | partitions     | 1 to 16
          key: order                        | key            | partitions
          {partitions: 4, delivery-limit: -1} | delivery-limit | 0 to 100
          """)
  void a_queue_that_cannot_be_is_told(String yaml, String field, String wayOut) throws IOException {
    String keys = yaml.replaceAll("[{}]", "").replace(", ", "\n    ");
    library.replace(SHOP, "capacity: 5000", "capacity: 5000\n    " + keys);
    assertThat(library.problems(SHOP)).hasSize(1);
    Problem problem = library.problems(SHOP).getFirst();
    assertThat(problem.field()).isEqualTo("queues.order-events." + field);
    assertThat(problem.wayOut()).contains(wayOut);
  }

  @Test
  void a_message_without_the_key_of_its_queue_is_told() throws IOException {
    library.replace(SHOP, "capacity: 5000", "capacity: 5000\n    partitions: 4\n    key: store");
    assertThat(library.problems(SHOP))
        .extracting(Problem::message)
        .contains("lack the key of order-events");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {per-window: 0, window: 10s}   | .per-window | 1 to
          {per-window: 5, window: 10ms}  | .window     | 10s
          {per-window: 5, window: -10s}  | .window     | 10s
          """)
  void a_rate_limit_that_cannot_be_is_told(String yaml, String field, String wayOut)
      throws IOException {
    library.replace(SHOP, "external: true", "external: true\n    limit: " + yaml);
    assertThat(library.problems(SHOP)).hasSize(1);
    Problem problem = library.problems(SHOP).getFirst();
    assertThat(problem.field()).isEqualTo("services.psp.limit" + field);
    assertThat(problem.wayOut()).contains(wayOut);
  }

  @Test
  void only_somebody_elses_service_has_a_rate_limit() throws IOException {
    library.replace(SHOP, "external: true", "limit: {per-window: 5, window: 10s}");
    assertThat(library.problems(SHOP)).extracting(Problem::field).contains("services.psp.limit");
  }

  /** Puts catalog-db onto the host of orders-db. */
  private void tenant(String more) throws IOException {
    library.replace(SHOP, OWN_HOST, MAX + "\n    host: orders-db" + more);
  }

  private void volume(String yaml) throws IOException {
    library.replace(SHOP, SHIPPED, "volume: " + yaml);
  }
}
