package dev.pagefault.mesh.docker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The sites of this process that are open. Their owners close them; a process that ends before they
 * have, because a mesh was just being started, closes what is left itself: its containers would run
 * until the next process sweeps them.
 */
final class OpenSites {
  /** What owners are given to close theirs when the process ends, seconds. */
  private static final long ORDERLY_SECONDS = 15;

  private static final long LOOK_MILLIS = 100;
  private static final Set<DockerSite> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("containers").unstarted(OpenSites::closeLeft));
  }

  private OpenSites() {}

  static void add(DockerSite site) {
    OPEN.add(site);
  }

  static void remove(DockerSite site) {
    OPEN.remove(site);
  }

  private static void closeLeft() {
    long looks = TimeUnit.SECONDS.toMillis(ORDERLY_SECONDS) / LOOK_MILLIS;
    for (long look = 0; look < looks && !OPEN.isEmpty(); look++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
    OPEN.forEach(DockerSite::close);
  }
}
