package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.LogLine;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.SpanRecord;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Instances on real sockets, a database, and a client that knows nothing of them. */
abstract class BoxTest {
  final Clock clock = Clock.system();
  private final List<Instance> started = new ArrayList<>();
  private final List<LogLine> logs = new ArrayList<>();
  private final List<SpanRecord> spans = new ArrayList<>();
  MeshHost host;
  String orders = "";
  private Database database;
  private HttpClient client;

  @BeforeEach
  void open() {
    host = MeshHost.start();
    client = HttpClient.newHttpClient();
    database = newDatabase();
    orders = database.jdbcUrl();
  }

  private Database newDatabase() {
    return Database.start(
        "orders-db",
        new Topology.Datastore(
            "carts",
            "orders",
            2,
            50,
            """
            create table carts(id int primary key, sku varchar(20));
            insert into carts select x, 'sku-' || x from system_range(1, 3000);
            """,
            Duration.ofNanos(100_000),
            Duration.ofNanos(200_000)),
        clock);
  }

  @AfterEach
  void close() {
    for (Instance instance : started) {
      done(instance.stop());
    }
    client.close();
    done(host.close());
    database.close();
  }

  Instance start(Box box) {
    Instance instance = done(Instance.start(host, box.spec(), clock));
    started.add(instance);
    return instance;
  }

  HttpResponse<String> get(Instance instance, String pathAndQuery, String... headers) {
    return getAsync(instance, pathAndQuery, headers).join();
  }

  CompletableFuture<HttpResponse<String>> getAsync(
      Instance instance, String pathAndQuery, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + instance.address() + pathAndQuery));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A POST, which the JDK's client, other than a GET, never sends again by itself. */
  CompletableFuture<HttpResponse<String>> postAsync(Instance instance, String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://" + instance.address() + path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Value of a meter, summed over the series whose labels hold all of {@code labels}. */
  double meter(Instance instance, String name, String... labels) {
    return samples(instance, name, labels).stream().mapToDouble(Sample::value).sum();
  }

  List<Sample> samples(Instance instance, String name, String... labels) {
    return collect(instance).samples().stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().values().containsAll(List.of(labels)))
        .toList();
  }

  Batch collect(Instance instance) {
    Batch batch = done(instance.telemetry());
    logs.addAll(batch.logs());
    spans.addAll(batch.spans());
    return batch;
  }

  List<String> logs(Instance instance) {
    collect(instance);
    return logs.stream().map(LogLine::message).toList();
  }

  List<SpanRecord> spans(Instance... instances) {
    for (Instance instance : instances) {
      collect(instance);
    }
    return spans;
  }

  Reading.Raw read(Instance instance, Diagnostic diagnostic, String target) {
    return done(instance.read(new Probe(diagnostic, target)));
  }

  /** Sessions that clients have at the database. */
  int sessions() {
    return database.activity().size();
  }

  static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
