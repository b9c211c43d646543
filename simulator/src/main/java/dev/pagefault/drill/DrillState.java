package dev.pagefault.drill;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a drill stands. */
public enum DrillState {
  /** The production warms up and its baseline is measured. */
  @JsonProperty("preparing")
  PREPARING,
  /** Everything is healthy; the page will come. */
  @JsonProperty("onCall")
  ON_CALL,
  /** Paged, not yet acknowledged. */
  @JsonProperty("paged")
  PAGED,
  /** The incident is being worked. */
  @JsonProperty("working")
  WORKING,
  /** It was called mended; that is being measured. */
  @JsonProperty("verifying")
  VERIFYING,
  /** Over; the debrief is being read. */
  @JsonProperty("reveal")
  REVEAL,
  /** Over, and the debrief was read to its end. */
  @JsonProperty("closed")
  CLOSED,
  /** Given up before the page: nothing to reveal. */
  @JsonProperty("abandoned")
  ABANDONED,
  /** The mesh didn't show the symptom, or couldn't run. */
  @JsonProperty("invalid")
  INVALID,
  /** The server died meanwhile; it can be resumed or closed. */
  @JsonProperty("interrupted")
  INTERRUPTED;

  /** Whether the incident is open. */
  public boolean open() {
    return this == PAGED || this == WORKING || this == VERIFYING;
  }

  /** Whether a mesh runs for it that is being watched: not while it is still being prepared. */
  public boolean running() {
    return this == ON_CALL || open();
  }

  /** Whether nothing more will happen on a mesh. */
  public boolean over() {
    return this == REVEAL || this == CLOSED || this == ABANDONED || this == INVALID;
  }
}
