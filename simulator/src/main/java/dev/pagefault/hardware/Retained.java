package dev.pagefault.hardware;

/**
 * Something that a program holds, charged with its stated size until it is released. As small as
 * can be: programs hold many thousands. Safe for several threads.
 */
public final class Retained {
  private final HeapLedger ledger;
  final int place;
  final int birth;
  final long bytes;
  private boolean released;

  Retained(HeapLedger ledger, int place, int birth, long bytes) {
    this.ledger = ledger;
    this.place = place;
    this.birth = birth;
    this.bytes = bytes;
  }

  /**
   * Lets go of it: from now on it is garbage, which stays in the heap until it is collected. A
   * second time does nothing.
   */
  public void release() {
    synchronized (ledger) {
      if (!released) {
        released = true;
        ledger.release(this);
      }
    }
  }
}
