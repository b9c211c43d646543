package dev.pagefault.hardware;

/** What came of asking a volume for space. */
public sealed interface Space {

  /** The space is taken; {@code freeBytes} are left. */
  record Allocated(long freeBytes) implements Space {}

  /** There isn't as much; nothing was taken. */
  record NoSpaceLeft(long wantedBytes, long freeBytes, long sizeBytes) implements Space {

    /** The words of errno ENOSPC, with what a responder would ask for next. */
    public String words() {
      return "No space left on device (wanted=%d, free=%d, size=%d bytes)"
          .formatted(wantedBytes, freeBytes, sizeBytes);
    }
  }
}
