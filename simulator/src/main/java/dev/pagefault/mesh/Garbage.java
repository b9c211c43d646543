package dev.pagefault.mesh;

/**
 * What work throws away on the way, bytes: what frameworks, codecs and strings of an ordinary
 * service allocate for it. Round figures of the order that allocation profiles of JVM services
 * show, a few hundred KiB a request.
 */
final class Garbage {
  /** One request or message, whatever it does. */
  static final long PER_EXCHANGE = 256L << 10;

  /** One step of it. */
  static final long PER_STEP = 64L << 10;

  /** One event handed to one listener. */
  static final long PER_DELIVERY = 2L << 10;

  private Garbage() {}
}
