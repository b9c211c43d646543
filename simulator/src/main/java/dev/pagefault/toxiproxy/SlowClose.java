package dev.pagefault.toxiproxy;

/** Passes the end of the stream on only after {@code delay} milliseconds; data isn't delayed. */
record SlowClose(long delay) implements Toxic {

  @Override
  public Pipe on(Stub stub) {
    return new Pipe() {
      @Override
      public void take(Chunk chunk) {
        stub.pass(chunk);
        stub.next();
      }

      @Override
      public void end() {
        stub.alarm(Toxic.nanos(delay), stub::close);
      }
    };
  }
}
