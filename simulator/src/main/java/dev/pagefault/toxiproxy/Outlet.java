package dev.pagefault.toxiproxy;

/** Where a stub's data goes: the next stub, or the socket at the end of the link. */
interface Outlet {

  /** Whether more should be put now. What is put nevertheless is kept, not lost. */
  boolean hasRoom();

  /** Takes the next data of the stream. After the end it is dropped. */
  void put(Chunk chunk);

  /** Nothing follows. Only the first call counts. */
  void end(Ending how);
}
