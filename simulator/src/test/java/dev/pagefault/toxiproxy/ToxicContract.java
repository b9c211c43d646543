package dev.pagefault.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What each toxic does to the bytes, and that none of them loses or reorders any in passing. */
abstract class ToxicContract extends ToxiproxyContract {
  /** What a busy machine may add to any delay. */
  private static final long SLACK_MS = 2_000;

  private static final int TURNS = 15;
  private static final int BLOCK_BYTES = 65_521;
  private static final int LAST = 0;

  @Test
  void latency_delays_by_as_much_as_it_says() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().latency("t", DOWNSTREAM, 200);
    proxy.toxics().latency("u", UPSTREAM, 100);
    try (Socket socket = connect(proxy)) {
      assertThat(roundTripMillis(socket)).isBetween(299L, 300 + SLACK_MS);
    }
  }

  @Test
  void jitter_stays_around_the_latency() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().latency("t", DOWNSTREAM, 60).setJitter(30);
    try (Socket socket = connect(proxy)) {
      for (int i = 0; i < 10; i++) {
        assertThat(roundTripMillis(socket)).isBetween(29L, 90 + SLACK_MS);
      }
    }
  }

  @Test
  void latency_keeps_throughput_because_it_counts_from_the_receipt() throws Exception {
    Proxy proxy = proxy(echo);
    proxy.toxics().latency("t", DOWNSTREAM, 100);
    try (Socket socket = connect(proxy)) {
      long from = System.nanoTime();
      exchange(socket, pattern(4_000_000), () -> {});
      assertThat(millisSince(from)).isBetween(99L, 2_000 + SLACK_MS);
    }
  }

  @Test
  void latency_takes_hold_of_an_open_connection_changes_and_goes() throws IOException {
    Proxy proxy = proxy(echo);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      Latency latency = proxy.toxics().latency("t", DOWNSTREAM, 200);
      assertThat(roundTripMillis(socket)).isGreaterThanOrEqualTo(199);
      latency.setLatency(400);
      assertThat(roundTripMillis(socket)).isGreaterThanOrEqualTo(399);
      latency.remove();
      assertThat(roundTripMillis(socket)).isLessThan(199);
    }
  }

  @Test
  void what_waits_for_a_latency_goes_on_at_once_when_it_is_removed() throws IOException {
    Proxy proxy = proxy(echo);
    Latency latency = proxy.toxics().latency("t", DOWNSTREAM, 60_000);
    try (Socket socket = connect(proxy)) {
      send(socket, new byte[] {1, 2, 3});
      assertSilent(socket, 200);
      latency.remove();
      assertThat(receive(socket, 3)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void bandwidth_lets_no_more_through_than_its_rate() throws Exception {
    Proxy proxy = proxy(echo);
    proxy.toxics().bandwidth("t", DOWNSTREAM, 500);
    try (Socket socket = connect(proxy)) {
      long from = System.nanoTime();
      exchange(socket, pattern(500_000), () -> {});
      assertThat(millisSince(from)).isBetween(900L, 1_500 + SLACK_MS);
    }
  }

  @Test
  void a_new_rate_takes_hold_of_what_is_under_way() throws Exception {
    Proxy proxy = proxy(echo);
    Bandwidth bandwidth = proxy.toxics().bandwidth("t", DOWNSTREAM, 1);
    try (Socket socket = connect(proxy)) {
      long from = System.nanoTime();
      exchange(socket, pattern(500_000), () -> bandwidth.setRate(10_000));
      assertThat(millisSince(from)).isLessThan(PATIENCE_MS);
    }
  }

  @Test
  void limit_data_closes_after_exactly_as_many_bytes() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().limitData("t", DOWNSTREAM, 1_000);
    byte[] sent = pattern(999);
    for (int connection = 0; connection < 2; connection++) {
      try (Socket socket = connect(proxy)) {
        send(socket, sent);
        assertThat(receive(socket, 999)).isEqualTo(sent);
        send(socket, new byte[] {1, 2, 3});
        assertThat(receive(socket, 4)).containsExactly(1);
      }
    }
  }

  @Test
  void limit_data_counts_a_connection_over_its_updates() throws IOException {
    Proxy proxy = proxy(echo);
    var limit = proxy.toxics().limitData("t", DOWNSTREAM, 1_000);
    try (Socket socket = connect(proxy)) {
      send(socket, pattern(100));
      assertThat(receive(socket, 100)).hasSize(100);
      limit.setBytes(150);
      send(socket, pattern(100));
      assertThat(receive(socket, 100)).hasSize(50);
    }
  }

  @Test
  void timeout_drops_all_data_and_closes() throws Exception {
    Proxy proxy = proxy(echo);
    proxy.toxics().timeout("t", UPSTREAM, 300);
    try (Socket socket = connect(proxy)) {
      long from = System.nanoTime();
      send(socket, new byte[] {1, 2, 3});
      assertClosed(socket);
      assertThat(millisSince(from)).isBetween(290L, 300 + SLACK_MS);
    }
    assertThat(echo.received()).isZero();
  }

  @Test
  void timeout_zero_never_closes_but_its_removal_does() throws IOException {
    Proxy proxy = proxy(echo);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      Toxic timeout = proxy.toxics().timeout("t", DOWNSTREAM, 0);
      send(socket, new byte[] {1, 2, 3});
      assertSilent(socket, 500);
      timeout.remove();
      assertClosed(socket);
    }
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
    }
  }

  @Test
  void reset_peer_resets_the_client_behind_the_first_data() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().resetPeer("t", DOWNSTREAM, 0);
    try (Socket socket = connect(proxy)) {
      send(socket, new byte[] {1, 2, 3});
      assertReset(socket);
    }
  }

  @Test
  void reset_peer_resets_the_upstream_and_may_wait() throws Exception {
    Proxy proxy = proxy(plain);
    proxy.toxics().resetPeer("t", UPSTREAM, 300);
    try (Socket socket = connect(proxy);
        Socket accepted = plain.next()) {
      long from = System.nanoTime();
      send(socket, new byte[] {1, 2, 3});
      assertReset(accepted);
      assertThat(millisSince(from)).isBetween(290L, 300 + SLACK_MS);
      assertReset(socket);
    }
  }

  @Test
  void slicer_cuts_data_into_small_pieces_and_keeps_every_byte() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().slicer("t", DOWNSTREAM, 100, 20).setDelay(20_000);
    byte[] sent = pattern(1_000);
    byte[] received = new byte[sent.length];
    try (Socket socket = connect(proxy)) {
      send(socket, sent);
      int pieces = 0;
      for (int at = 0; at < sent.length; pieces++) {
        at += socket.getInputStream().read(received, at, sent.length - at);
      }
      assertThat(received).isEqualTo(sent);
      assertThat(pieces).isGreaterThan(3);
    }
  }

  @Test
  void slow_close_delays_the_close_and_not_the_data() throws Exception {
    Proxy proxy = proxy(plain);
    proxy.toxics().slowClose("t", DOWNSTREAM, 500);
    try (Socket socket = connect(proxy);
        Socket accepted = plain.next()) {
      send(accepted, new byte[] {1});
      long from = System.nanoTime();
      accepted.shutdownOutput();
      assertThat(receive(socket, 1)).containsExactly(1);
      assertClosed(socket);
      assertThat(millisSince(from)).isBetween(490L, 500 + SLACK_MS);
    }
  }

  @Test
  void toxics_of_one_stream_add_up() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().latency("a", DOWNSTREAM, 100);
    proxy.toxics().latency("b", DOWNSTREAM, 100);
    proxy.toxics().limitData("c", DOWNSTREAM, 2);
    try (Socket socket = connect(proxy)) {
      long from = System.nanoTime();
      send(socket, new byte[] {1, 2, 3});
      assertThat(receive(socket, 3)).containsExactly(1, 2);
      assertThat(millisSince(from)).isBetween(199L, 200 + SLACK_MS);
    }
  }

  @Test
  void no_byte_is_lost_or_reordered_while_latency_comes_changes_and_goes() throws Exception {
    toggling(proxy -> {
      Latency latency = proxy.toxics().latency("t", DOWNSTREAM, 20);
      latency.setJitter(10);
      latency.setLatency(5);
      latency.remove();
    });
  }

  @Test
  void no_byte_is_lost_or_reordered_while_bandwidth_comes_changes_and_goes() throws Exception {
    toggling(proxy -> {
      Bandwidth bandwidth = proxy.toxics().bandwidth("t", DOWNSTREAM, 100);
      bandwidth.setRate(20_000);
      bandwidth.setRate(1_000);
      bandwidth.remove();
    });
  }

  @Test
  void no_byte_is_lost_or_reordered_while_a_slicer_comes_changes_and_goes() throws Exception {
    toggling(proxy -> {
      var slicer = proxy.toxics().slicer("t", UPSTREAM, 500, 100);
      slicer.setDelay(500);
      slicer.setAverageSize(2_000);
      slicer.remove();
    });
  }

  @Test
  void no_byte_is_lost_or_reordered_while_quiet_toxics_come_change_and_go() throws Exception {
    toggling(proxy -> {
      var slow = proxy.toxics().slowClose("s", DOWNSTREAM, 50);
      var limit = proxy.toxics().limitData("l", UPSTREAM, 1L << 40);
      slow.setDelay(60);
      limit.setBytes(1L << 41);
      slow.remove();
      limit.remove();
    });
  }

  @Test
  void no_byte_is_lost_or_reordered_while_toxics_stand_behind_each_other() throws Exception {
    toggling(proxy -> {
      var latency = proxy.toxics().latency("l", DOWNSTREAM, 10);
      var slicer = proxy.toxics().slicer("s", DOWNSTREAM, 4_000, 500);
      var bandwidth = proxy.toxics().bandwidth("b", DOWNSTREAM, 5_000);
      slicer.remove();
      latency.setLatency(3);
      bandwidth.setRate(9_000);
      latency.remove();
      bandwidth.remove();
    });
  }

  /** What is done to a proxy over and over. */
  private interface Doing {
    void to(Proxy proxy) throws IOException;
  }

  private interface Meanwhile {
    void happens() throws IOException;
  }

  /** Numbered blocks flow through an echo for as long as toxics are toggled; none is missing. */
  private void toggling(Doing doing) throws Exception {
    Proxy proxy = proxy(echo);
    AtomicBoolean over = new AtomicBoolean();
    try (Socket socket = connect(proxy)) {
      Future<Integer> sending = started(() -> sendBlocks(socket, over));
      Future<Integer> receiving = started(() -> receiveBlocks(socket));
      for (int i = 0; i < TURNS; i++) {
        doing.to(proxy);
      }
      over.set(true);
      assertThat(get(receiving)).isEqualTo(get(sending)).isPositive();
    }
  }

  private static int sendBlocks(Socket socket, AtomicBoolean over) throws IOException {
    int sent = 0;
    while (!over.get()) {
      send(socket, block(++sent));
    }
    send(socket, block(LAST));
    return sent;
  }

  private static int receiveBlocks(Socket socket) throws IOException {
    for (int number = 1; ; number++) {
      byte[] received = receive(socket, BLOCK_BYTES);
      if (Arrays.equals(received, block(LAST))) {
        return number - 1;
      }
      assertThat(received).as("block " + number).isEqualTo(block(number));
    }
  }

  /** A block that no other resembles, of an odd size, so that pieces never fit it. */
  private static byte[] block(int number) {
    byte[] bytes = pattern(BLOCK_BYTES);
    ByteBuffer.wrap(bytes).putInt(number);
    return bytes;
  }

  /** Sends {@code bytes} through an echo while something happens; all of them come back. */
  private static void exchange(Socket socket, byte[] bytes, Meanwhile meanwhile) throws Exception {
    Future<Boolean> sending =
        started(() -> {
          send(socket, bytes);
          return true;
        });
    Future<byte[]> receiving = started(() -> receive(socket, bytes.length));
    meanwhile.happens();
    assertThat(get(sending)).isTrue();
    assertThat(get(receiving)).isEqualTo(bytes);
  }

  private static <T> Future<T> started(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.ofVirtual().start(future);
    return future;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }
}
