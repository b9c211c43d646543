package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.BrokerControl;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import io.vertx.core.Future;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A broker in a container of its own. One whose process ends is started again by the engine, empty,
 * and as what is wanted by then.
 */
final class BoxedBroker implements BrokerControl {
  private static final Logger LOG = LoggerFactory.getLogger(BoxedBroker.class);

  private final DockerSite site;
  private final BoxContainer container;
  private final BoxClient client;
  private final String token;
  private final String name;
  private final Topology.Queue spec;

  // One is told after the other; guarded by this.
  private Map<String, String> told = Map.of();
  private Future<Void> telling = Future.succeededFuture();

  BoxedBroker(
      DockerSite site,
      BoxContainer container,
      BoxClient client,
      String token,
      String name,
      Topology.Queue spec) {
    this.site = site;
    this.container = container;
    this.client = client;
    this.token = token;
    this.name = name;
    this.spec = spec;
  }

  /** The file by which a container knows that it is a broker. */
  static String role(String token, String name, Topology.Queue spec, Map<String, String> settings) {
    BoxRole.Broker broker = new BoxRole.Broker(name, spec, settings);
    return JsonMapper.shared().writeValueAsString(new BoxRole(token, null, broker));
  }

  @Override
  public String address() {
    return name + ":" + BoxRole.SERVES;
  }

  @Override
  public synchronized void become(Map<String, String> settings) {
    if (!settings.equals(told)) {
      Map<String, String> wanted = Map.copyOf(settings);
      told = wanted;
      telling =
          telling
              .compose(before -> tell(wanted))
              .onFailure(cause -> {
                LOG.warn("{} was not told its settings: {}", name, EngineFailure.said(cause));
                forget(wanted);
              })
              .otherwiseEmpty();
    }
  }

  /** The next who says what is wanted says it anew. */
  private synchronized void forget(Map<String, String> untold) {
    if (told.equals(untold)) {
      told = Map.of();
    }
  }

  /** By file, for the next process, and by word. */
  private Future<Void> tell(Map<String, String> settings) {
    return site.host()
        .<Void>blocking(() -> {
          container.write(BoxRole.FILE, role(token, name, spec, settings));
          return null;
        })
        .compose(written -> client.put(BoxServer.SETTINGS, settings));
  }

  @Override
  public Future<Batch> telemetry() {
    return client.get(BoxServer.TELEMETRY, Batch.class);
  }

  @Override
  public Future<Void> stop() {
    return site.host()
        .<Void>blocking(() -> {
          container.remove();
          return null;
        })
        .eventually(client::close);
  }
}
