package dev.pagefault.app.bench;

import dev.pagefault.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/**
 * A socket server on this machine, and what it takes to speak to it, directly or through something
 * that leads to it. The first byte of a connection says how: {@code e} is echoed, {@code s} is
 * swallowed and answered by one byte when all has come.
 */
final class Loopback implements AutoCloseable {
  private static final int ECHO = 'e';
  private static final int SWALLOW = 's';

  /** Bytes of a message that is echoed. */
  private static final int MESSAGE = 64;

  /** Messages of one measurement; as many again warm up. */
  private static final int MESSAGES = 2_000;

  /** Bytes of one write. */
  private static final int BLOCK = 64 * 1024;

  /** Blocks of one measurement: 256 MB. */
  private static final int BLOCKS = 4_096;

  /** Longest wait for a byte, milliseconds. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final ServerSocket server;
  private final Clock clock;

  private Loopback(ServerSocket server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  static Loopback open(Clock clock) throws IOException {
    Loopback loopback =
        new Loopback(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), clock);
    Thread.ofPlatform().daemon().name("bench-loopback").start(loopback::accept);
    return loopback;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Median time of a round trip over {@code port}, microseconds. */
  double roundTripMicros(int port) throws IOException {
    byte[] message = new byte[MESSAGE];
    long[] nanos = new long[MESSAGES];
    try (Socket socket = connect(port, ECHO)) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      for (int i = -MESSAGES; i < MESSAGES; i++) {
        long began = clock.nanos();
        out.write(message);
        if (in.readNBytes(message, 0, MESSAGE) < MESSAGE) {
          throw new IOException("the echo ended");
        }
        if (i >= 0) {
          nanos[i] = clock.nanos() - began;
        }
      }
    }
    Arrays.sort(nanos);
    return nanos[MESSAGES / 2] / 1_000.0;
  }

  /** Megabytes (1,000,000 bytes) a second that go over {@code port}. */
  double megabytesPerSecond(int port) throws IOException {
    byte[] block = new byte[BLOCK];
    try (Socket socket = connect(port, SWALLOW)) {
      OutputStream out = socket.getOutputStream();
      long began = clock.nanos();
      for (int i = 0; i < BLOCKS; i++) {
        out.write(block);
      }
      if (socket.getInputStream().read() < 0) {
        throw new IOException("not all arrived");
      }
      return (double) BLOCK * BLOCKS / 1e6 / ((clock.nanos() - began) / 1e9);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static Socket connect(int port, int how) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(how);
    return socket;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket accepted = server.accept();
        Thread.ofPlatform().daemon().name("bench-peer").start(() -> serve(accepted));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket accepted) {
    byte[] block = new byte[BLOCK];
    try (accepted) {
      accepted.setTcpNoDelay(true);
      InputStream in = accepted.getInputStream();
      OutputStream out = accepted.getOutputStream();
      boolean echo = in.read() == ECHO;
      long swallowed = 0;
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        swallowed += read;
        if (echo) {
          out.write(block, 0, read);
        } else if (swallowed == (long) BLOCK * BLOCKS) {
          out.write(1);
        }
      }
    } catch (IOException closed) {
      return; // by its client
    }
  }
}
