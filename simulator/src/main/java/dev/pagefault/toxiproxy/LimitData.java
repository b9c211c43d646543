package dev.pagefault.toxiproxy;

/** Closes the connection after {@code bytes} bytes; what lies beyond is dropped. */
record LimitData(long bytes) implements Toxic {

  @Override
  public Pipe on(Stub stub) {
    return new Pipe() {
      @Override
      public void take(Chunk chunk) {
        long left = Math.max(0, bytes - stub.counted());
        int size = (int) Math.min(left, chunk.length());
        if (size > 0) {
          stub.count(size);
          stub.pass(chunk.head(size));
        }
        if (size == left) {
          stub.close(Ending.CUT);
        } else {
          stub.next();
        }
      }

      @Override
      public void end() {
        stub.close();
      }
    };
  }
}
