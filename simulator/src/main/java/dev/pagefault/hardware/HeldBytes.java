package dev.pagefault.hardware;

import org.jspecify.annotations.Nullable;

/**
 * A byte array that a program holds until it is released; a link of the chain that keeps it. All
 * but its place is guarded by the chain's lock.
 */
final class HeldBytes implements Retained {
  private final Holdings chain;
  final int place;
  byte @Nullable [] content;
  @Nullable HeldBytes older;
  @Nullable HeldBytes newer;

  HeldBytes(Holdings chain, int place, byte[] content) {
    this.chain = chain;
    this.place = place;
    this.content = content;
  }

  @Override
  public void release() {
    chain.release(this);
  }
}
