package dev.pagefault.hardware;

/** Something that a program holds until it is released. Safe for several threads. */
public interface Retained {

  /**
   * Lets go of it: from now on it is garbage, which stays in the heap until it is collected. A
   * second time does nothing.
   */
  void release();
}
