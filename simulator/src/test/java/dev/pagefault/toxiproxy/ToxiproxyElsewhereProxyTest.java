package dev.pagefault.toxiproxy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Another server keeps the same contract: a real Toxiproxy on this machine, named by the system
 * properties {@code toxiproxy.host}, {@code toxiproxy.port} and {@code toxiproxy.version}.
 */
@Tag("docker")
@EnabledIfSystemProperty(named = "toxiproxy.port", matches = "[0-9]+")
class ToxiproxyElsewhereProxyTest extends ProxyContract {

  @Override
  String host() {
    return System.getProperty("toxiproxy.host", "127.0.0.1");
  }

  @Override
  int port() {
    return Integer.getInteger("toxiproxy.port", 8474);
  }

  @Override
  String version() {
    return System.getProperty("toxiproxy.version", "2.12.0");
  }
}
