package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.BrokerControl;
import dev.pagefault.telemetry.Batch;
import io.vertx.core.Future;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker in a container of its own. */
final class BoxedBroker implements BrokerControl {
  private static final Logger LOG = LoggerFactory.getLogger(BoxedBroker.class);

  private final DockerSite site;
  private final BoxContainer container;
  private final BoxClient client;
  private final String name;
  private volatile Map<String, String> told = Map.of();

  BoxedBroker(DockerSite site, BoxContainer container, BoxClient client, String name) {
    this.site = site;
    this.container = container;
    this.client = client;
    this.name = name;
  }

  @Override
  public String address() {
    return name + ":" + BoxRole.SERVES;
  }

  @Override
  public void become(Map<String, String> settings) {
    if (!settings.equals(told)) {
      told = Map.copyOf(settings);
      var _ =
          client
              .put(BoxServer.SETTINGS, settings)
              .onFailure(cause -> LOG.warn("{} was not told its settings", name, cause));
    }
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
