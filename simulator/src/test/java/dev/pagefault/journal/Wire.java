package dev.pagefault.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A wire to a PostgreSQL server that can be cut, in the middle of a commit too. */
final class Wire implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("jdbc:postgresql://(?<host>[^:/,]+)(:(?<port>[0-9]+))?/");

  private final String url;
  private final String host;
  private final int port;
  private final ServerSocket server;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile Commit next = Commit.PASSES;
  private volatile boolean cut;
  private final AtomicInteger broken = new AtomicInteger();

  private Wire(String url, Matcher address) throws IOException {
    this.url = url;
    this.host = address.group("host");
    this.port = address.group("port") == null ? 5432 : Integer.parseInt(address.group("port"));
    this.server = new ServerSocket(0, 16, InetAddress.ofLiteral("127.0.0.1"));
  }

  /**
   * What happens to a commit; the wire breaks with it, and then a new connection finds it whole.
   */
  enum Commit {
    PASSES,
    NEVER_ARRIVES,
    GETS_NO_ANSWER,
    /** Nor does anybody get through, until the wire is mended. */
    LEAVES_IT_CUT
  }

  static Wire to(String url) throws IOException {
    Matcher address = ADDRESS.matcher(url);
    if (!address.find()) {
      throw new IllegalArgumentException("it names no single server");
    }
    Wire wire = new Wire(url, address);
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  /**
   * The far end's URL by way of this wire; in clear text and without prepared statements, so that a
   * commit can be seen.
   */
  String url() {
    String near = "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/";
    return ADDRESS.matcher(url).replaceFirst(near)
        + "&sslmode=disable&gssEncMode=disable&prepareThreshold=0";
  }

  void next(Commit commit) {
    next = commit;
  }

  /** Breaks what is open and lets nobody through. */
  void cut() throws IOException {
    cut = true;
    for (Connection connection : connections) {
      connection.close();
    }
  }

  /** How often it broke at a commit. */
  int broken() {
    return broken.get();
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    cut();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        if (cut) {
          near.close();
        } else {
          Connection connection = new Connection(near);
          connections.add(connection);
          Thread.ofVirtual().start(connection::ask);
        }
      }
    } catch (IOException e) {
      // The wire was closed.
    }
  }

  /** Two sockets, and what passes between them. */
  private final class Connection implements AutoCloseable {
    private final Socket near;
    private final Socket far = new Socket();
    private volatile boolean unanswered;

    Connection(Socket near) {
      this.near = near;
    }

    void ask() {
      try (this) {
        far.connect(new InetSocketAddress(host, port));
        Thread.ofVirtual().start(this::answer);
        pass(
            near,
            far,
            sent -> {
              boolean commit = sent.contains("COMMIT");
              unanswered = commit && next != Commit.PASSES;
              return !(commit && next == Commit.NEVER_ARRIVES);
            });
      } catch (IOException e) {
        // One end is gone, and so is the other.
      }
    }

    private void answer() {
      try (this) {
        pass(far, near, sent -> !unanswered);
      } catch (IOException e) {
        // One end is gone, and so is the other.
      }
    }

    private void pass(Socket from, Socket to, Predicate<String> passes) throws IOException {
      byte[] buffer = new byte[1 << 16];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0 && passes.test(new String(buffer, 0, read, StandardCharsets.US_ASCII))) {
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
      if (read >= 0) {
        cut = next == Commit.LEAVES_IT_CUT;
        next = Commit.PASSES;
        broken.incrementAndGet();
      }
    }

    @Override
    public void close() throws IOException {
      connections.remove(this);
      near.close();
      far.close();
    }
  }
}
