package dev.pagefault.hardware;

/** Something that is charged with its stated size. As small as can be: there are many thousands. */
final class Charged implements Retained {
  private final HeapLedger ledger;
  final int place;
  final int birth;
  final long bytes;
  private boolean released;

  Charged(HeapLedger ledger, int place, int birth, long bytes) {
    this.ledger = ledger;
    this.place = place;
    this.birth = birth;
    this.bytes = bytes;
  }

  @Override
  public void release() {
    synchronized (ledger) {
      if (!released) {
        released = true;
        ledger.release(this);
      }
    }
  }
}
