package dev.pagefault.toxiproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One direction of one connection: from the source's socket through a stub for each toxic, in the
 * order in which they were added, to the destination's socket. Where there is no room, whoever is
 * in front waits, and in the end the source is no longer read:
 *
 * <pre>
 *   source ──▶ latency ──▶ bandwidth ──▶ destination
 *          ◀── room in ──◀── room in ──◀── drained
 * </pre>
 *
 * <p>Lives on the connection's event loop.
 */
final class Link {
  private final Peer source;
  private final Socket destination;
  private final Around around;
  private final List<Stub> stubs = new ArrayList<>();

  /**
   * @param ended what is told how the link ended, once all that was passed on is written
   */
  Link(Peer source, Peer destination, Around around, Consumer<Ending> ended) {
    this.source = source;
    this.destination = new Socket(destination, ended);
    this.around = around;
  }

  Around around() {
    return around;
  }

  /** Bytes that wait in it. */
  int held() {
    return stubs.stream().mapToInt(Stub::waitingBytes).sum();
  }

  /** Whether its destination takes nothing more. */
  boolean over() {
    return destination.over;
  }

  /** Puts a toxic behind all others; data that has passed them already goes through it. */
  void add(AppliedToxic toxic) {
    if (over()) {
      return;
    }
    Stub stub = new Stub(this, toxic, destination);
    Stub last = stubs.isEmpty() ? null : stubs.getLast();
    stubs.add(stub);
    stub.start(toxic);
    if (last != null) {
      last.leadTo(stub);
    }
    regulate();
  }

  /** Starts the toxic of that name anew, with other attributes. */
  void update(AppliedToxic toxic) {
    int at = indexOf(toxic.name());
    if (at >= 0) {
      stubs.get(at).start(toxic);
      roomIn(stubs.get(at));
    }
  }

  /** Takes the toxic of that name out of the way; what waits for it goes on. */
  void remove(String toxic) {
    int at = indexOf(toxic);
    if (at < 0) {
      return;
    }
    Stub stub = stubs.get(at);
    stub.handOver(); // while it still stands between its neighbours, so that none overtakes
    stubs.remove(at);
    if (at > 0) {
      stubs.get(at - 1).leadTo(stub.output());
    }
    regulate();
  }

  private int indexOf(String toxic) {
    for (int i = 0; i < stubs.size(); i++) {
      if (stubs.get(i).applied().name().equals(toxic)) {
        return i;
      }
    }
    return -1;
  }

  /** Data has come from the source. */
  void received(byte[] bytes) {
    first().put(new Chunk(bytes, 0, bytes.length, around.clock().nanos()));
    regulate();
  }

  /** No more will come from the source. */
  void ended() {
    first().end(Ending.FINISHED);
  }

  /** The destination's socket can be written to again. */
  void drained() {
    if (!stubs.isEmpty()) {
      stubs.getLast().pump();
    }
    regulate();
  }

  /** A stub can take more: whoever is in front of it goes on. */
  void roomIn(Stub stub) {
    int at = stubs.indexOf(stub);
    if (at > 0) {
      stubs.get(at - 1).pump();
    } else {
      regulate();
    }
  }

  /** Drops all that is on its way; nothing will happen in it any more. */
  void die() {
    destination.over = true;
    stubs.forEach(Stub::discard);
    regulate();
  }

  private void regulate() {
    source.read(first().hasRoom());
  }

  private Outlet first() {
    return stubs.isEmpty() ? destination : stubs.getFirst();
  }

  /** The end of the line. */
  private static final class Socket implements Outlet {
    private final Peer peer;
    private final Consumer<Ending> ended;
    private boolean over;

    Socket(Peer peer, Consumer<Ending> ended) {
      this.peer = peer;
      this.ended = ended;
    }

    @Override
    public boolean hasRoom() {
      return over || peer.writable();
    }

    @Override
    public void put(Chunk chunk) {
      if (!over) {
        peer.write(chunk);
      }
    }

    @Override
    public void end(Ending how) {
      if (!over) {
        over = true;
        ended.accept(how);
      }
    }
  }
}
