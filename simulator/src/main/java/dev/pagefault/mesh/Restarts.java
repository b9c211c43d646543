package dev.pagefault.mesh;

import dev.pagefault.hardware.HeapEnd;
import dev.pagefault.telemetry.Sample;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often an instance's process ended without being asked to, how it did the last time, and how
 * long it waits before it starts again. Outlives its processes. Any thread.
 *
 * <p>The wait is Kubernetes' CrashLoopBackOff, ten times as fast: {@code 1 s · 2^(n-1)}, at most 30
 * s, at the n-th end in a row; one that comes more than three minutes after the one before is a
 * first one. (Kubernetes: 10 s to 300 s, and ten minutes; documentation, "Pod Lifecycle".)
 */
public final class Restarts {
  /** What the names of its samples begin with. */
  public static final String STATUS = "kube_pod_container_status_";

  /** Wait after a first end, milliseconds. */
  static final long FIRST_MILLIS = 1_000;

  /** Longest wait, milliseconds. */
  static final long MAX_MILLIS = 30_000;

  /** An end that comes so long after the one before begins a new row, nanoseconds. */
  static final long CALM_NANOS = 180_000_000_000L;

  private int count;
  private int inARow;
  private long endedNanos;
  private boolean waiting;
  private @Nullable HeapEnd last;

  /** Takes note of an end; returns how long to wait before the next start, milliseconds. */
  public synchronized long ended(HeapEnd end, long now) {
    inARow = inARow > 0 && now - endedNanos <= CALM_NANOS ? inARow + 1 : 1;
    endedNanos = now;
    last = end;
    waiting = true;
    return Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(inARow - 1, 16));
  }

  /** The wait is over and the process is started again. */
  public synchronized void restarted() {
    count++;
    waiting = false;
  }

  /** Somebody wants another process: what comes is not the old one's fault. */
  public synchronized void replaced() {
    inARow = 0;
    waiting = false;
  }

  /** There is a process. */
  public synchronized void running() {
    waiting = false;
  }

  /** As kube-state-metrics has it. */
  public synchronized void read(List<Sample> out) {
    String status = STATUS;
    out.add(new Sample(status + "restarts_total", Map.of(), Sample.Kind.COUNTER, count, null));
    if (waiting) {
      gauge(out, status + "waiting_reason", Map.of("reason", "CrashLoopBackOff"), 1);
    }
    HeapEnd end = last;
    if (end != null) {
      gauge(out, status + "last_terminated_reason", Map.of("reason", end.reason()), 1);
      gauge(out, status + "last_terminated_exitcode", Map.of(), end.exitCode());
    }
  }

  /** As {@code kubectl describe pod} has it. */
  public synchronized String text() {
    HeapEnd end = last;
    String state =
        end == null
            ? ""
            : """
            Last State:     Terminated
              Reason:       %s
              Exit Code:    %d
            """
                .formatted(end.reason(), end.exitCode());
    return state + "Restart Count:  " + count + "\n";
  }

  private static void gauge(
      List<Sample> out, String name, Map<String, String> labels, double value) {
    out.add(new Sample(name, labels, Sample.Kind.GAUGE, value, null));
  }
}
