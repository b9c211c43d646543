package dev.pagefault.toxiproxy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server on loopback behind the proxy; the test holds each connection that it accepts. */
final class Upstream implements AutoCloseable {
  private final ServerSocket server;
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();
  private final boolean echoes;

  private Upstream(boolean echoes) throws IOException {
    this.echoes = echoes;
    this.server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::accept);
  }

  /** One that sends back what it gets. */
  static Upstream echo() throws IOException {
    return new Upstream(true);
  }

  /** One that does nothing by itself. */
  static Upstream plain() throws IOException {
    return new Upstream(false);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The next connection that came, waiting for it. */
  Socket next() throws InterruptedException {
    Socket socket = accepted.poll(10, TimeUnit.SECONDS);
    if (socket == null) {
      throw new AssertionError("nobody connected to the upstream");
    }
    return socket;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        accepted.add(socket);
        if (echoes) {
          Thread.ofVirtual().start(() -> echo(socket));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      OutputStream out = socket.getOutputStream();
      byte[] bytes = new byte[16_384];
      for (int read; (read = socket.getInputStream().read(bytes)) >= 0; ) {
        received.addAndGet(read);
        out.write(bytes, 0, read);
      }
    } catch (IOException closed) {
      // The other side has gone.
    }
  }

  /** Bytes that reached it so far; of an echo only. */
  long received() {
    return received.get();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
