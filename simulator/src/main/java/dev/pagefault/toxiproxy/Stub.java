package dev.pagefault.toxiproxy;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The place of one toxic on one direction of one connection: what waits for it, what it has in
 * hand, and where it passes data on to. It outlives the pipe: a toxic that is updated or taken away
 * leaves its data here, in order.
 *
 * <pre>
 *   put ▶ [ chunk chunk chunk ] ▶ hand ▶ pass ▶ output
 *              waiting            pipe
 * </pre>
 *
 * <p>Belongs to a {@link Link}; lives on the connection's event loop.
 */
final class Stub implements Outlet {
  private final Link link;
  private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();
  private AppliedToxic applied;
  private Outlet output;
  private Pipe pipe;

  private int waitingBytes;
  private @Nullable Chunk hand;
  private @Nullable Runnable step;
  private Alarms.@Nullable Alarm alarm;
  private @Nullable Ending ending;
  private boolean idle = true;
  private boolean closed;
  private boolean pumping;
  private long counted;

  Stub(Link link, AppliedToxic applied, Outlet output) {
    this.link = link;
    this.applied = applied;
    this.output = output;
    this.pipe = new Noop().on(this);
  }

  // What a pipe may do.

  /** Passes data on. */
  void pass(Chunk chunk) {
    output.put(chunk);
  }

  /** Done with the chunk: another, or the end, may come. */
  void next() {
    hand = null;
    idle = true;
  }

  /** What it has yet to pass of the chunk it took. */
  void keep(Chunk rest) {
    hand = rest;
  }

  /** Runs {@code next} once {@code nanos} have passed and the output has room. */
  void then(long nanos, Runnable next) {
    if (nanos <= 0) {
      step = next;
    } else {
      alarm(nanos, () -> step = next);
    }
  }

  /** Runs {@code action} once {@code nanos} have passed, room or not; replaces the last alarm. */
  void alarm(long nanos, Runnable action) {
    silence();
    alarm =
        link.around()
            .alarms()
            .after(
                nanos,
                () -> {
                  alarm = null;
                  action.run();
                  pump();
                });
  }

  /** Passes the stream's own end on. */
  void close() {
    close(ending == null ? Ending.FINISHED : ending);
  }

  /** Ends the stream here: what waits is dropped, what was passed goes on. */
  void close(Ending how) {
    if (!closed) {
      closed = true;
      discard();
      output.end(how);
      link.roomIn(this);
    }
  }

  /** Adds to the count that a toxic keeps of this connection, over its updates. */
  void count(int bytes) {
    counted += bytes;
  }

  long counted() {
    return counted;
  }

  long now() {
    return link.around().clock().nanos();
  }

  SplittableRandom random() {
    return link.around().random();
  }

  // What the link does with it.

  AppliedToxic applied() {
    return applied;
  }

  Outlet output() {
    return output;
  }

  int waitingBytes() {
    return waitingBytes;
  }

  /** Lets {@code toxic} work here from now on, or nothing if the draw says so. */
  void start(AppliedToxic toxic) {
    stop();
    applied = toxic;
    boolean drawn = random().nextFloat() < toxic.toxicity();
    if (!closed) {
      pipe = (drawn ? toxic.toxic() : new Noop()).on(this);
      pump();
    }
  }

  /** Passes data on to {@code next} from now on. */
  void leadTo(Outlet next) {
    output = next;
    pump();
  }

  /** Takes its toxic away: gives all data, and the end, to the output. */
  void handOver() {
    stop();
    if (applied.toxic().closesWhenRemoved()) {
      close(Ending.CUT);
    } else if (!closed) {
      closed = true;
      waiting.forEach(output::put);
      if (ending != null) {
        output.end(ending);
      }
    }
    discard();
  }

  /** Drops everything; nothing will happen here any more. */
  void discard() {
    closed = true;
    silence();
    step = null;
    hand = null;
    waiting.clear();
    waitingBytes = 0;
  }

  private void stop() {
    silence();
    step = null;
    idle = true;
    if (hand != null && hand.length() > 0) {
      waiting.addFirst(hand);
      waitingBytes += hand.length();
    }
    hand = null;
  }

  private void silence() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  // The stream.

  @Override
  public boolean hasRoom() {
    return closed || ending != null || waiting.isEmpty() || buffers();
  }

  private boolean buffers() {
    return applied.toxic().buffers()
        && waiting.size() < Limits.MAX_HELD_CHUNKS
        && link.held() < Limits.MAX_HELD_BYTES;
  }

  @Override
  public void put(Chunk chunk) {
    if (!closed && ending == null) {
      waiting.add(chunk);
      waitingBytes += chunk.length();
      pump();
    }
  }

  @Override
  public void end(Ending how) {
    if (!closed && ending == null) {
      ending = how;
      pump();
    }
  }

  /** Lets the pipe work as long as it can and its output has room. */
  void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (!closed && output.hasRoom() && advance()) {
        // Each turn moves something on.
      }
    } finally {
      pumping = false;
    }
  }

  private boolean advance() {
    if (step != null) {
      Runnable due = step;
      step = null;
      due.run();
      return true;
    }
    return idle && (takeChunk() || takeEnd());
  }

  private boolean takeChunk() {
    Chunk chunk = waiting.poll();
    if (chunk == null) {
      return false;
    }
    waitingBytes -= chunk.length();
    hand = chunk;
    idle = false;
    pipe.take(chunk);
    link.roomIn(this);
    return true;
  }

  private boolean takeEnd() {
    if (ending == null) {
      return false;
    }
    idle = false;
    pipe.end();
    return true;
  }
}
