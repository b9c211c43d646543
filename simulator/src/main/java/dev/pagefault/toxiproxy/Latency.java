package dev.pagefault.toxiproxy;

/**
 * Delays everything by {@code latency ± jitter} milliseconds. The delay counts from when a chunk
 * was received and not from when its turn comes, so that throughput stays:
 *
 * <pre>
 *   received   1 2 3
 *   passed on  ┈┈┈┈┈┈┈┈ 1 2 3
 * </pre>
 */
record Latency(long latency, long jitter) implements Toxic {

  @Override
  public boolean buffers() {
    return true;
  }

  @Override
  public Pipe on(Stub stub) {
    return new Pipe() {
      @Override
      public void take(Chunk chunk) {
        long due = chunk.received() + delay(stub);
        stub.then(due - stub.now(), () -> pass(chunk.at(due)));
      }

      private void pass(Chunk chunk) {
        stub.pass(chunk);
        stub.next();
      }

      @Override
      public void end() {
        stub.close();
      }
    };
  }

  private long delay(Stub stub) {
    long spread = Math.clamp(jitter, 0, Limits.MAX_DELAY_MS);
    long drawn = spread == 0 ? 0 : stub.random().nextLong(-spread, spread);
    return Toxic.nanos(Math.clamp(latency, 0, Limits.MAX_DELAY_MS) + drawn);
  }
}
