package dev.pagefault.mesh.docker;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The sites of this process that are open. Their owners close them; a process that ends before they
 * have, because a mesh was just being started, or because nobody stops it in order, closes what is
 * left itself: its containers would run until the next process sweeps them.
 */
final class OpenSites {
  private static final long LOOK_MILLIS = 100;

  /** What stays after that is swept by the next process. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(60);

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  // Guarded by the class.
  private static final Set<DockerSite> OPEN = new HashSet<>();
  private static Duration orderly = Duration.ZERO;
  private static boolean watched;
  private static boolean ending;

  private OpenSites() {}

  /** From here on what is open when the process ends is closed. */
  static synchronized void closeAtTheEnd() {
    if (!watched) {
      watched = true;
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("containers").unstarted(OpenSites::end));
    }
  }

  /** Owners close theirs when the process ends, and are given so long for it. */
  static synchronized void ownersClose(Duration within) {
    orderly = within;
  }

  /** A process that ends opens no more: whoever wants one waits for that end, which is near. */
  static void add(DockerSite site) throws InterruptedException {
    if (!added(site)) {
      NEVER.await();
    }
  }

  private static synchronized boolean added(DockerSite site) {
    return !ending && OPEN.add(site);
  }

  static synchronized void remove(DockerSite site) {
    OPEN.remove(site);
  }

  /** Closes all: nobody else will. */
  static void closeAll() {
    all().parallelStream().forEach(DockerSite::close);
  }

  /** The engine has gone, and they with it. */
  static void lose(String why) {
    all().forEach(site -> site.lose(why));
  }

  /** The engine is back: each looks whether it still stands. */
  static void lookAround() {
    all().forEach(DockerSite::lookAround);
  }

  private static synchronized List<DockerSite> all() {
    return List.copyOf(OPEN);
  }

  private static void end() {
    long looks = patience().toMillis() / LOOK_MILLIS;
    for (long look = 0; look < looks && !all().isEmpty(); look++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
    openNoMore();
    Thread closing = Thread.ofPlatform().daemon().name("close").start(OpenSites::closeAll);
    try {
      closing.join(CLOSE_MAX); // an engine that says nothing must not keep the process
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static synchronized Duration patience() {
    return orderly;
  }

  private static synchronized void openNoMore() {
    ending = true;
  }
}
