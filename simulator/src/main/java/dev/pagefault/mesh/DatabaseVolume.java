package dev.pagefault.mesh;

import dev.pagefault.hardware.Space;
import dev.pagefault.hardware.Volume;
import dev.pagefault.hardware.VolumeSpec;
import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The volume that a database stores its files on, and what statements do to it: a page at a time,
 * so that sessions take turns and a cancelled one stops between two. Safe for any thread.
 *
 * <pre>
 * write   its bytes in pages (IO: DataFileExtend), then the commit's record (IO: WALSync)
 * scan    rows × bytes per row, read ahead (IO: DataFileRead)
 * </pre>
 */
final class DatabaseVolume {
  /** PostgreSQL's page, which is also what a commit flushes; bytes. */
  static final int PAGE = 8 * 1024;

  /** What one read of a scan fetches: Linux reads so far ahead; bytes. */
  static final int READ_AHEAD = 128 * 1024;

  /** Space that a write takes which states nothing; bytes. */
  static final int ROW = 512;

  /** Refused writes remembered. */
  private static final int REFUSALS_KEPT = 1_000;

  private static final long MIB = 1L << 20;

  private final Topology.Volume topology;
  private final Volume volume;
  private final Clock clock;
  private final Map<Integer, String> waits = new ConcurrentHashMap<>();
  private final Deque<Long> refusals = new ArrayDeque<>();
  private volatile String kind;

  /** Looks whether a statement may go on. */
  interface Check {
    void run() throws SQLException;
  }

  /** What a statement does to a volume. */
  record Io(Volume.Kind kind, long bytes) {
    static Io reads(long bytes) {
      return new Io(Volume.Kind.READ, bytes);
    }

    static Io writes(long bytes) {
      return new Io(Volume.Kind.WRITE, bytes);
    }
  }

  DatabaseVolume(Topology.Volume topology, Map<String, String> settings, Clock clock) {
    this(topology, new Volume(spec(settings), clock), kind(settings), clock);
    volume.allocateSpace(topology.used().bytes());
    volume.credits(topology.credit());
    volume.speedUp(topology.speedUp());
  }

  private DatabaseVolume(Topology.Volume topology, Volume volume, String kind, Clock clock) {
    this.topology = topology;
    this.volume = volume;
    this.kind = kind;
    this.clock = clock;
  }

  /** The same volume for the sessions of another database. */
  DatabaseVolume tenant() {
    return new DatabaseVolume(topology, volume, kind, clock);
  }

  /** Changes what it can do, from now on. */
  synchronized void become(Map<String, String> settings) {
    VolumeSpec wanted = spec(settings);
    if (!wanted.equals(volume.spec())) {
      volume.limit(wanted);
    }
    kind = kind(settings);
  }

  /** Takes the space that a statement needs, or fails as PostgreSQL does where there is none. */
  void take(Io io) throws SQLException {
    if (io.kind() == Volume.Kind.WRITE
        && volume.allocateSpace(Math.max(io.bytes(), ROW)) instanceof Space.NoSpaceLeft) {
      synchronized (refusals) {
        refusals.add(clock.nanos());
        if (refusals.size() > REFUSALS_KEPT) {
          refusals.remove();
        }
      }
      throw ServerError.noSpaceLeft();
    }
  }

  /** Does what a statement does: returns when it is done, or fails as {@code check} does. */
  void perform(int session, Io io, Check check) throws SQLException, InterruptedException {
    try {
      switch (io.kind()) {
        case READ -> each(session, "IO: DataFileRead", io, READ_AHEAD, check);
        case WRITE -> {
          each(session, "IO: DataFileExtend", io, PAGE, check);
          each(session, "IO: WALSync", Io.writes(PAGE), PAGE, check);
        }
      }
    } finally {
      waits.remove(session);
    }
  }

  private void each(int session, String wait, Io io, int chunk, Check check)
      throws SQLException, InterruptedException {
    if (io.bytes() > 0) {
      waits.put(session, wait);
    }
    for (long left = io.bytes(); left > 0; left -= chunk) {
      volume.io(io.kind(), Math.min(left, chunk));
      check.run();
    }
  }

  /** What a session waits for on it, as {@code wait_event} shows it; empty: nothing. */
  String waitEvent(int session) {
    return waits.getOrDefault(session, "");
  }

  /** Writes refused in the last {@link Figures#WINDOW_SECONDS}. */
  int refusedLately() {
    long since = clock.nanos() - Figures.WINDOW_SECONDS * 1_000_000_000L;
    synchronized (refusals) {
      return (int) refusals.stream().filter(at -> at - since > 0).count();
    }
  }

  /** {@code gp2} or {@code gp3}. */
  String kind() {
    return kind;
  }

  /** Whether it can serve more than its baseline for a time. */
  boolean bursts() {
    VolumeSpec spec = volume.spec();
    return spec.creditMax() > 0 && spec.burstIops() > spec.baselineIops();
  }

  double speedUp() {
    return topology.speedUp();
  }

  VolumeSpec spec() {
    return volume.spec();
  }

  VolumeStat stat() {
    return volume.stat();
  }

  private static String kind(Map<String, String> settings) {
    return settings.getOrDefault(ResourceSettings.VOLUME_KIND, "gp3");
  }

  private static VolumeSpec spec(Map<String, String> settings) {
    long size = number(settings, ResourceSettings.VOLUME_SIZE);
    if (kind(settings).equals("gp2")) {
      return VolumeSpec.gp2(size);
    }
    long iops = number(settings, ResourceSettings.VOLUME_IOPS);
    long throughput = number(settings, ResourceSettings.VOLUME_THROUGHPUT);
    return new VolumeSpec(iops, iops, 0, throughput * MIB, size * ByteSize.GIB);
  }

  private static long number(Map<String, String> settings, String key) {
    return Long.parseLong(settings.getOrDefault(key, "1"));
  }
}
