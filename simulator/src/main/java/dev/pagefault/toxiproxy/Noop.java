package dev.pagefault.toxiproxy;

/** Lets everything through: what works where a toxic was not drawn. */
record Noop() implements Toxic {

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
        stub.close();
      }
    };
  }
}
