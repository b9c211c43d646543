package dev.pagefault.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is open while the embedded server works, and that nothing is once it is closed. */
class ToxiproxyLeavesNothingTest {
  private static final Census NOTHING = new Census(0, 0, 0);

  @Test
  void a_closed_server_leaves_no_port_connection_or_timer() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start();
        Upstream echo = Upstream.echo()) {
      Toxiproxy toxiproxy = server.toxiproxy();
      ToxiproxyClient client = new ToxiproxyClient(toxiproxy.host(), toxiproxy.port());
      Proxy proxy = client.createProxy("wire", "", echo.address());
      proxy.toxics().latency("l", DOWNSTREAM, 3_600_000);
      proxy.toxics().timeout("t", UPSTREAM, 3_600_000).setToxicity(0);
      try (Socket socket = ToxiproxyContract.connect(proxy)) {
        ToxiproxyContract.send(socket, new byte[] {1, 2, 3});
        await().until(() -> toxiproxy.census().equals(new Census(1, 1, 1)));
        toxiproxy.close().await();
        assertThat(toxiproxy.census()).isEqualTo(NOTHING);
        ToxiproxyContract.assertClosed(socket);
      }
      ToxiproxyContract.assertNobodyListens(ToxiproxyContract.portOf(proxy));
      ToxiproxyContract.assertNobodyListens(toxiproxy.port());
    }
  }

  @Test
  void a_closed_connection_is_forgotten_with_its_timers() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start();
        Upstream echo = Upstream.echo()) {
      Toxiproxy toxiproxy = server.toxiproxy();
      ToxiproxyClient client = new ToxiproxyClient(toxiproxy.host(), toxiproxy.port());
      Proxy proxy = client.createProxy("wire", "", echo.address());
      proxy.toxics().latency("l", DOWNSTREAM, 3_600_000);
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Socket socket = ToxiproxyContract.connect(proxy);
        socket.setSoLinger(true, 0); // closes with RST: takes no answer either
        ToxiproxyContract.send(socket, new byte[] {1, 2, 3});
        sockets.add(socket);
      }
      await().until(() -> toxiproxy.census().equals(new Census(1, 20, 20)));
      for (Socket socket : sockets) {
        socket.close();
      }
      await().until(() -> toxiproxy.census().equals(new Census(1, 0, 0)));
    }
  }
}
