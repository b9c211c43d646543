package dev.pagefault.hardware;

/** How a JVM ended by itself; want of memory leaves different traces in its two ways. */
public sealed interface HeapEnd {

  /** What the process' container shows as its exit code. */
  int exitCode();

  /** What Kubernetes shows as the reason of the container's end. */
  String reason();

  /** The last words on the process' own output; empty when it had no time for any. */
  String lastWords();

  /** What the node's kernel logged; empty when it had no part in it. */
  String kernelLog();

  /**
   * An allocation found no room even after a full collection: the JVM says so and, run with {@code
   * -XX:+ExitOnOutOfMemoryError} as services are, exits with 3.
   */
  record OutOfMemory(long wantedBytes, long liveBytes, long heapMaxBytes) implements HeapEnd {
    @Override
    public int exitCode() {
      return 3;
    }

    @Override
    public String reason() {
      return "Error";
    }

    @Override
    public String lastWords() {
      return "Terminating due to java.lang.OutOfMemoryError: Java heap space";
    }

    @Override
    public String kernelLog() {
      return "";
    }
  }

  /** It ended itself, for whatever reason. */
  record Exited(int exitCode) implements HeapEnd {
    @Override
    public String reason() {
      return "Error";
    }

    @Override
    public String lastWords() {
      return "";
    }

    @Override
    public String kernelLog() {
      return "";
    }
  }

  /**
   * The container's limit was exceeded: the kernel killed the process with SIGKILL (128 + 9), which
   * leaves it no time to say anything, and its heap may have been far from full.
   */
  record OomKilled(long residentBytes, long containerBytes, long heapUsedBytes, long heapMaxBytes)
      implements HeapEnd {
    @Override
    public int exitCode() {
      return 137;
    }

    @Override
    public String reason() {
      return "OOMKilled";
    }

    @Override
    public String lastWords() {
      return "";
    }

    @Override
    public String kernelLog() {
      return "Memory cgroup out of memory: Killed process (java) anon-rss:%dkB, memory.max %dkB"
          .formatted(residentBytes / 1024, containerBytes / 1024);
    }
  }
}
