package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class InstanceLeavesNothingTest extends BoxTest {
  private static final int TIMES = 50;

  @Test
  void fiftyStartsAndStopsLeaveNoThreadPortTimerOrSession() {
    startAndStop();
    Threads before = Threads.now();
    long tasks = tasks();
    int port = 0;
    for (int i = 0; i < TIMES; i++) {
      port = startAndStop();
    }
    before.assertNoOthersStay();
    assertThat(tasks()).isEqualTo(tasks);
    int last = port;
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), last).close())
        .hasMessageContaining("refused");
    assertThat(sessions()).isZero();
  }

  private int startAndStop() {
    Instance payment =
        done(Instance.start(host, Box.of("payment").endpoint("GET /charge").spec(), clock));
    Instance checkout =
        done(
            Instance.start(
                host,
                Box.of("checkout")
                    .endpoint(
                        "GET /checkout",
                        Box.query("load", "select sku from carts where id = 1", "sku"),
                        Box.call("payment", "GET /charge"))
                    .database("orders-db", orders)
                    .peer("payment", payment)
                    .spec(),
                clock));
    assertThat(get(checkout, "/checkout").statusCode()).isEqualTo(200);
    int port = URI.create("http://" + checkout.address()).getPort();
    done(checkout.stop());
    done(payment.stop());
    return port;
  }

  private long tasks() {
    return ((java.util.concurrent.ScheduledThreadPoolExecutor) host.housekeeping())
        .getQueue()
        .size();
  }
}
