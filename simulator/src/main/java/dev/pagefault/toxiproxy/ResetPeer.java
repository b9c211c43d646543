package dev.pagefault.toxiproxy;

/**
 * Resets the connection (RST to both sides) {@code timeout} milliseconds after the first data or
 * the end of the stream. Until then data waits; it is lost by the reset.
 */
record ResetPeer(long timeout) implements Toxic {

  @Override
  public Pipe on(Stub stub) {
    return new Pipe() {
      @Override
      public void take(Chunk chunk) {
        end();
      }

      @Override
      public void end() {
        stub.alarm(Toxic.nanos(timeout), () -> stub.close(Ending.RESET));
      }
    };
  }
}
