package dev.pagefault.mesh;

/**
 * Names of the figures by which BYTES judges a field: over the latest samples that passed the
 * instance, at most {@link FieldSamples#SAMPLES_MAX}. Shares are from 0 to 1. No figure holds a
 * customer's value.
 */
public final class FieldFigures {
  /** How many samples there are. */
  public static final String SAMPLES = "samples";

  /** Share of the samples where the field wasn't there. */
  public static final String ABSENT = "absent";

  /** Share of the samples whose bytes were taken for another charset's, here or before. */
  public static final String REREAD = "reread";

  /** Share of the samples that a step could not use. */
  public static final String UNUSABLE = "unusable";

  /** Share of the samples that hold the commonest value. */
  public static final String COMMONEST = "commonest";

  /** Of local times made here: the median by which their clocks were ahead of UTC, minutes. */
  public static final String OFFSET_MINUTES = "offset_minutes";

  /** Of local times made here: the largest less the smallest such offset, minutes. */
  public static final String OFFSET_SPREAD = "offset_spread";

  /** How many local times were made here. */
  public static final String TIMES = "times";

  /**
   * Then a hash of 16 bits: share of the samples that hold a value; only where there are few
   * different ones.
   */
  public static final String VALUE_OF = "value/";

  private FieldFigures() {}
}
