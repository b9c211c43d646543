package dev.pagefault.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.sockets.FreePort;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Every call that toxiproxy-java offers, and what it is told when one is wrong. */
abstract class ProxyContract extends ToxiproxyContract {

  @Test
  void it_says_its_version() throws IOException {
    assertThat(client.version().replace(" ", "")).isEqualTo("{\"version\":\"" + version() + "\"}");
  }

  @Test
  void a_proxy_hands_bytes_through_both_ways() throws IOException {
    Proxy proxy = proxy(echo);
    assertThat(proxy.getName()).isEqualTo("wire");
    assertThat(proxy.getUpstream()).isEqualTo(echo.address());
    assertThat(proxy.isEnabled()).isTrue();
    assertThat(portOf(proxy)).isPositive();
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
    }
  }

  @Test
  void a_proxy_is_found_by_name_and_in_the_list() throws IOException {
    Proxy proxy = proxy(echo);
    assertThat(client.getProxy("wire").getListen()).isEqualTo(proxy.getListen());
    assertThat(client.getProxies()).extracting(Proxy::getName).containsExactly("wire");
  }

  @Test
  void a_proxy_of_an_unknown_name_is_not_found() {
    assertThatThrownBy(() -> client.getProxy("nobody")).hasMessage("[404] proxy not found");
    assertThat(client.getProxyOrNull("nobody")).isNull();
  }

  @Test
  void a_name_is_taken_once() throws IOException {
    proxy(echo);
    assertThatThrownBy(() -> proxy(plain)).hasMessage("[409] proxy already exists");
    assertThat(client.getProxy("wire").getUpstream()).isEqualTo(echo.address());
  }

  @Test
  void a_proxy_needs_a_name_and_an_upstream() {
    assertThatThrownBy(() -> client.createProxy("", "127.0.0.1:0", echo.address()))
        .hasMessage("[400] missing required field: name");
    assertThatThrownBy(() -> client.createProxy("wire", "127.0.0.1:0", ""))
        .hasMessage("[400] missing required field: upstream");
  }

  @Test
  void a_proxy_on_a_port_that_is_taken_is_refused_and_not_kept() throws IOException {
    assertThatThrownBy(() -> client.createProxy("wire", echo.address(), plain.address()))
        .hasMessageStartingWith("[500]");
    assertThat(client.getProxies()).isEmpty();
  }

  @Test
  void a_deleted_proxy_cuts_its_connections_and_listens_no_more() throws IOException {
    Proxy proxy = proxy(echo);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      proxy.delete();
      assertClosed(socket);
    }
    assertNobodyListens(portOf(proxy));
    assertThat(client.getProxies()).isEmpty();
  }

  @Test
  void a_disabled_proxy_cuts_its_connections_and_listens_again_on_the_same_port()
      throws IOException {
    Proxy proxy = proxy(echo);
    String listen = proxy.getListen();
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      proxy.disable();
      assertClosed(socket);
    }
    assertThat(proxy.isEnabled()).isFalse();
    assertNobodyListens(portOf(proxy));

    proxy.enable();
    assertThat(proxy.isEnabled()).isTrue();
    assertThat(proxy.getListen()).isEqualTo(listen);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
    }
  }

  @Test
  void another_listen_address_moves_the_port_and_cuts_connections() throws IOException {
    Proxy proxy = proxy(echo);
    int last = portOf(proxy);
    int wanted = FreePort.find();
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      proxy.setListen("127.0.0.1:" + wanted);
      assertClosed(socket);
    }
    assertThat(proxy.getListen()).isEqualTo("127.0.0.1:" + wanted);
    assertNobodyListens(last);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
    }
  }

  @Test
  void another_upstream_cuts_connections_and_is_used_by_the_next() throws Exception {
    Proxy proxy = proxy(echo);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      proxy.setUpstream(plain.address());
      assertClosed(socket);
    }
    assertThat(proxy.getUpstream()).isEqualTo(plain.address());
    try (Socket socket = connect(proxy)) {
      send(plain.next(), new byte[] {7});
      assertThat(receive(socket, 1)).containsExactly(7);
    }
  }

  @Test
  void the_address_that_it_has_cuts_nothing() throws IOException {
    Proxy proxy = proxy(echo);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      proxy.setListen(proxy.getListen());
      proxy.enable();
      roundTrip(socket);
    }
  }

  @Test
  void a_client_is_closed_when_the_upstream_is_not_there() throws IOException {
    Proxy proxy = client.createProxy("wire", "127.0.0.1:0", "127.0.0.1:" + FreePort.find());
    try (Socket socket = connect(proxy)) {
      assertClosed(socket);
    }
  }

  @Test
  void each_toxic_is_told_as_it_was_asked_for() throws IOException {
    Proxy proxy = proxy(echo);
    assertThat(proxy.toxics().bandwidth("b", UPSTREAM, 10).setRate(20).getRate()).isEqualTo(20);
    assertThat(proxy.toxics().latency("l", DOWNSTREAM, 5).setLatency(6).getLatency()).isEqualTo(6);
    assertThat(proxy.toxics().get("l", Latency.class).setJitter(2).getJitter()).isEqualTo(2);
    assertThat(proxy.toxics().slowClose("c", UPSTREAM, 7).setDelay(8).getDelay()).isEqualTo(8);
    assertThat(proxy.toxics().timeout("t", UPSTREAM, 9).setTimeout(10).getTimeout()).isEqualTo(10);
    assertThat(proxy.toxics().resetPeer("r", UPSTREAM, 11).setTimeout(12).getTimeout())
        .isEqualTo(12);
    assertThat(proxy.toxics().limitData("d", UPSTREAM, 13).setBytes(14).getBytes()).isEqualTo(14);
    Slicer slicer = proxy.toxics().slicer("s", UPSTREAM, 15, 16);
    assertThat(slicer.setAverageSize(17).setSizeVariation(18).setDelay(19).getDelay())
        .isEqualTo(19);

    Slicer read = proxy.toxics().get("s", Slicer.class);
    assertThat(read.getAverageSize()).isEqualTo(17);
    assertThat(read.getSizeVariation()).isEqualTo(18);
    assertThat(read.getStream()).isEqualTo(UPSTREAM);
    assertThat(read.getToxicity()).isEqualTo(1);
  }

  @Test
  void toxics_are_listed_upstream_first_and_in_the_order_of_their_adding() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().latency("d1", DOWNSTREAM, 1);
    proxy.toxics().latency("u1", UPSTREAM, 1);
    proxy.toxics().timeout("u2", UPSTREAM, 0);
    assertThat(proxy.toxics().getAll())
        .extracting(Toxic::getName)
        .containsExactly("u1", "u2", "d1");
    proxy.toxics().get("u1").remove();
    assertThat(proxy.toxics().getAll()).extracting(Toxic::getName).containsExactly("u2", "d1");
    assertThat(proxy.toxics().get("u2", Timeout.class).getTimeout()).isZero();
  }

  @Test
  void a_toxics_name_is_taken_once_for_both_directions() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().latency("t", DOWNSTREAM, 1);
    assertThatThrownBy(() -> proxy.toxics().timeout("t", UPSTREAM, 1))
        .hasMessage("[409] toxic already exists");
    assertThat(proxy.toxics().getAll()).hasSize(1);
  }

  @Test
  void a_toxic_without_a_name_is_called_by_its_type_and_stream() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().slowClose("", UPSTREAM, 1);
    assertThat(proxy.toxics().get("slow_close_upstream").getStream()).isEqualTo(UPSTREAM);
  }

  @Test
  void a_toxic_of_an_unknown_name_is_not_found() throws IOException {
    Proxy proxy = proxy(echo);
    Latency latency = proxy.toxics().latency("t", DOWNSTREAM, 1);
    latency.remove();
    assertThatThrownBy(() -> proxy.toxics().get("t")).hasMessage("[404] toxic not found");
    assertThatThrownBy(() -> latency.setJitter(1)).hasMessage("[404] toxic not found");
    assertThatThrownBy(latency::remove).isInstanceOf(IOException.class);
    proxy.delete();
    assertThatThrownBy(() -> proxy.toxics().getAll()).hasMessage("[404] proxy not found");
  }

  @Test
  void toxicity_is_told_and_none_means_that_the_toxic_never_works() throws IOException {
    Proxy proxy = proxy(echo);
    Timeout timeout = proxy.toxics().timeout("t", DOWNSTREAM, 0);
    timeout.setToxicity(0);
    assertThat(timeout.getToxicity()).isZero();
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
    }
    timeout.setToxicity(0.25f);
    assertThat(proxy.toxics().get("t").getToxicity()).isEqualTo(0.25f);
  }

  @Test
  void a_reset_enables_all_proxies_and_removes_all_toxics() throws IOException {
    Proxy proxy = proxy(echo);
    Proxy other = client.createProxy("other", "127.0.0.1:0", echo.address());
    proxy.toxics().latency("t", DOWNSTREAM, 5_000);
    other.disable();
    client.reset();
    assertThat(proxy.toxics().getAll()).isEmpty();
    assertThat(client.getProxy("other").isEnabled()).isTrue();
    try (Socket socket = connect(other)) {
      roundTrip(socket);
    }
  }
}
