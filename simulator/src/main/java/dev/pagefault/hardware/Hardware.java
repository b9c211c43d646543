package dev.pagefault.hardware;

/** What an instance or a database host stands on. */
public interface Hardware {

  /** Its processor. */
  Cpu cpu();
}
