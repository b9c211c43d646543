package dev.pagefault.hardware;

/** What a process of an instance stands on. */
public interface Hardware {

  /** Its processor. */
  Cpu cpu();

  /** Its memory. */
  Heap heap();
}
