package dev.pagefault.toxiproxy;

/**
 * A piece of a stream, {@code bytes[from, to)}, and when it was received (nanoseconds of the
 * server's clock). Nobody writes to the bytes, so pieces share them.
 */
record Chunk(byte[] bytes, int from, int to, long received) {

  int length() {
    return to - from;
  }

  /** Its first {@code length} bytes. */
  Chunk head(int length) {
    return new Chunk(bytes, from, from + length, received);
  }

  /** All but its first {@code length} bytes. */
  Chunk tail(int length) {
    return new Chunk(bytes, from + length, to, received);
  }

  /** The same bytes, as if received at {@code nanos}. */
  Chunk at(long nanos) {
    return new Chunk(bytes, from, to, nanos);
  }
}
