package dev.pagefault.toxiproxy;

/** How a direction of a connection ends. */
enum Ending {
  /** Its source said that there is no more; the other direction may go on. */
  FINISHED,
  /** A toxic closes the connection; what already passed that toxic still arrives. */
  CUT,
  /** A toxic resets the connection (RST); what is on its way is lost. */
  RESET
}
