package dev.pagefault.toxiproxy;

/**
 * Drops all data and closes the connection once nothing has come for {@code timeout} milliseconds;
 * 0 never closes it. To remove the toxic closes it too: the stream has a hole by then.
 */
record Timeout(long timeout) implements Toxic {

  @Override
  public boolean closesWhenRemoved() {
    return true;
  }

  @Override
  public Pipe on(Stub stub) {
    watch(stub);
    return new Pipe() {
      @Override
      public void take(Chunk chunk) {
        watch(stub);
        stub.next();
      }

      @Override
      public void end() {
        stub.close();
      }
    };
  }

  private void watch(Stub stub) {
    if (timeout > 0) {
      stub.alarm(Toxic.nanos(timeout), () -> stub.close(Ending.CUT));
    }
  }
}
