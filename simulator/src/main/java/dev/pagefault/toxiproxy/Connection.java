package dev.pagefault.toxiproxy;

import io.vertx.core.net.NetSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection through a proxy: two sockets and a link for each direction. Owned by its
 * {@link Proxy}; everything happens on one event loop.
 *
 * <pre>
 *   client ── upward link ──▶ upstream
 *          ◀─ downward link ─
 * </pre>
 *
 * <p>A side that has finished sending may still receive, as without a proxy. When both directions
 * have ended, or a toxic has ended one of them, it is closed.
 */
final class Connection implements Peer.Owner {
  private final Around around;
  private final Runnable gone;
  private final Peer client;
  private @Nullable Wires wires;
  private boolean over;

  private record Wires(Peer upstream, Link up, Link down) {}

  /**
   * @param gone is run once when both sockets are closed
   */
  Connection(NetSocket accepted, Around around, Runnable gone) {
    this.around = around;
    this.gone = gone;
    this.client = Peer.of(accepted, this);
  }

  /** Lets data flow between the client and {@code socket}, through {@code toxics}. */
  void connect(NetSocket socket, List<AppliedToxic> toxics) {
    Peer upstream = Peer.of(socket, this);
    if (!client.open()) {
      upstream.drop();
      return;
    }
    Link up = new Link(client, upstream, around, how -> ended(Direction.UPSTREAM, how));
    Link down = new Link(upstream, client, around, how -> ended(Direction.DOWNSTREAM, how));
    wires = new Wires(upstream, up, down);
    toxics.forEach(this::add);
    client.read(true);
    upstream.read(true);
  }

  void add(AppliedToxic toxic) {
    if (wires != null) {
      link(wires, toxic.stream()).add(toxic);
    }
  }

  void update(AppliedToxic toxic) {
    if (wires != null) {
      link(wires, toxic.stream()).update(toxic);
    }
  }

  void remove(AppliedToxic toxic) {
    if (wires != null) {
      link(wires, toxic.stream()).remove(toxic.name());
    }
  }

  private static Link link(Wires wires, Direction direction) {
    return switch (direction) {
      case UPSTREAM -> wires.up;
      case DOWNSTREAM -> wires.down;
    };
  }

  /** Closes both sockets at once. */
  void cut() {
    client.drop();
    if (wires != null) {
      wires.upstream.drop();
    }
  }

  private void ended(Direction direction, Ending how) {
    if (wires == null) {
      return;
    }
    boolean up = direction == Direction.UPSTREAM;
    Peer destination = up ? wires.upstream : client;
    Link other = up ? wires.down : wires.up;
    switch (how) {
      case FINISHED -> finished(destination, other);
      case CUT -> destination.close();
      case RESET -> reset();
    }
  }

  private void finished(Peer destination, Link other) {
    if (other.over()) {
      client.close();
      if (wires != null) {
        wires.upstream.close();
      }
    } else {
      destination.finish();
    }
  }

  private void reset() {
    client.reset();
    if (wires != null) {
      wires.upstream.reset();
    }
  }

  @Override
  public void received(Peer peer, byte[] bytes) {
    if (wires != null) {
      from(wires, peer).received(bytes);
    }
  }

  @Override
  public void ended(Peer peer) {
    if (wires != null) {
      from(wires, peer).ended();
    }
  }

  @Override
  public void drained(Peer peer) {
    if (wires != null) {
      to(wires, peer).drained();
    }
  }

  /** Nothing can be sent to it any more; what it sent still flows, and then all is over. */
  @Override
  public void gone(Peer peer) {
    if (wires != null) {
      to(wires, peer).die();
      from(wires, peer).ended();
      closeWhenBothAreOver(wires);
    }
    if (!over && !client.open() && (wires == null || !wires.upstream.open())) {
      over = true;
      gone.run();
    }
  }

  private void closeWhenBothAreOver(Wires both) {
    if (both.up.over() && both.down.over()) {
      client.close();
      both.upstream.close();
    }
  }

  private static Link from(Wires wires, Peer peer) {
    return peer == wires.upstream ? wires.down : wires.up;
  }

  private static Link to(Wires wires, Peer peer) {
    return peer == wires.upstream ? wires.up : wires.down;
  }
}
