package dev.pagefault.mesh;

/**
 * Names of the figures of a {@link Diagnostic#VOLUME} reading; all cover the reading's own two
 * seconds but {@link #REFUSED}.
 */
public final class VolumeFigures {
  /** Operations done a second. */
  public static final String IOPS = "iops";

  /** Operations a second that it always serves. */
  public static final String IOPS_PROVISIONED = "iops_provisioned";

  /** Operations a second that it serves as things stand: more than provisioned while it bursts. */
  public static final String IOPS_LIMIT = "iops_limit";

  /** Bytes read and written a second. */
  public static final String BYTES = "bytes_per_second";

  /** Bytes a second that it serves. */
  public static final String BYTES_LIMIT = "bytes_per_second_limit";

  /** Operations asked for and not done, mean over the samples. */
  public static final String QUEUE = "queue_length";

  /** Share of the time with an operation under way, 0 to 1. */
  public static final String BUSY = "busy";

  /** Burst credit left, percent; not there for a volume that doesn't burst. */
  public static final String BURST_BALANCE = "burst_balance";

  /** Space that is left, bytes. */
  public static final String FREE = "free_bytes";

  /** Space that there is, bytes. */
  public static final String SIZE = "size_bytes";

  /** Writes refused for want of space, in the last {@link Figures#WINDOW_SECONDS}. */
  public static final String REFUSED = "refused";

  private VolumeFigures() {}
}
