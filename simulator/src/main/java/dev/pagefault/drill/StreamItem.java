package dev.pagefault.drill;

/** What a participant's stream carries. */
public sealed interface StreamItem {

  /** Something happened; its sequence number is the stream's id. Never to be dropped. */
  record Entry(TimelineEntry entry) implements StreamItem {}

  /** The drill as it is now, without its timeline; a newer one replaces it. */
  record State(DrillView view) implements StreamItem {}
}
