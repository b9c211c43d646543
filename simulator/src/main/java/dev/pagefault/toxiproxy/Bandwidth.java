package dev.pagefault.toxiproxy;

/**
 * Passes at most {@code rate} KB/s (1 KB = 1000 bytes), in pieces of at most 100 ms each. A rate of
 * 0 passes nothing.
 *
 * <pre>
 *   chunk of 250 bytes at 1 KB/s   ┈┈┈┈100 ┈┈┈┈100 ┈┈50
 * </pre>
 */
record Bandwidth(long rate) implements Toxic {
  private static final long PIECE_MS = 100;

  /** Nanoseconds of a timer's lateness that later pieces make good; a slow reader gains no more. */
  private static final long MAX_CREDIT = 20_000_000;

  @Override
  public Pipe on(Stub stub) {
    return new Metered(stub);
  }

  private final class Metered implements Pipe {
    private final Stub stub;

    /** Nanoseconds that the bytes so far should have taken less those that they took. */
    private long owed;

    Metered(Stub stub) {
      this.stub = stub;
    }

    @Override
    public void take(Chunk chunk) {
      stub.keep(chunk);
      if (rate > 0) {
        piece(chunk);
      }
    }

    private void piece(Chunk left) {
      int size = (int) Math.min(left.length(), pieceBytes());
      owed += size * 1_000_000L / rate;
      long from = stub.now();
      stub.then(owed, () -> passed(left, size, from));
    }

    private void passed(Chunk left, int size, long from) {
      owed = Math.max(owed - (stub.now() - from), -MAX_CREDIT);
      stub.pass(left.head(size));
      if (size == left.length()) {
        stub.next();
      } else {
        stub.keep(left.tail(size));
        piece(left.tail(size));
      }
    }

    private long pieceBytes() {
      return rate > Integer.MAX_VALUE / PIECE_MS ? Integer.MAX_VALUE : rate * PIECE_MS;
    }

    @Override
    public void end() {
      stub.close();
    }
  }
}
