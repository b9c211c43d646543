package dev.pagefault.app;

import dev.pagefault.control.LiveProduction;
import dev.pagefault.drill.Assignment;
import dev.pagefault.drill.Drills;
import dev.pagefault.drill.Standby;
import dev.pagefault.drill.Timings;
import dev.pagefault.incident.WatchConfig;
import dev.pagefault.journal.SqlJournal;
import dev.pagefault.journal.Store;
import dev.pagefault.load.LoadHost;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.Sites;
import dev.pagefault.mesh.docker.NoEngine;
import dev.pagefault.scenario.Library;
import dev.pagefault.time.Clock;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What drills run on: the hosts of meshes and of load, productions that stand by, and a journal.
 * One for a process; opened and closed by its command.
 */
final class Rig implements AutoCloseable {
  /** Longest that a host may take to stop once nothing runs on it. */
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private final Clock clock = Clock.system();
  private final MeshHost meshes;
  private final LoadHost load;
  private final SqlJournal journal;
  private final Standby standby;
  private final Sites sites;
  private final MeshRuntime runtime;

  private Rig(Library library, Store store, String topology, int productions, MeshRuntime on) {
    runtime = on;
    journal = SqlJournal.open(store);
    meshes = MeshHost.start();
    load = LoadHost.start(clock);
    sites = open(on);
    standby =
        new Standby(
            topology,
            (wanted, seed) ->
                LiveProduction.start(meshes, sites, load, library.topology(wanted), seed, clock)
                    .toCompletionStage()
                    .toCompletableFuture(),
            productions,
            clock,
            new SecureRandom());
  }

  /** Where there is no such runtime, nothing stays open. */
  private Sites open(MeshRuntime on) {
    try {
      return on.sites(meshes, clock);
    } catch (NoEngine e) {
      closeHosts();
      throw e;
    }
  }

  /**
   * Opens everything; no production is started yet.
   *
   * @param store of the journal
   * @param topology of the production that stands by
   * @param productions that may run at a time
   * @param on where their meshes run
   */
  static Rig open(Library library, Store store, String topology, int productions, MeshRuntime on)
      throws IOException {
    return new Rig(library, store, topology, productions, on);
  }

  Clock clock() {
    return clock;
  }

  LoadHost load() {
    return load;
  }

  Standby standby() {
    return standby;
  }

  SqlJournal journal() {
    return journal;
  }

  /** Drills on this rig. The caller closes them. */
  Drills drills(Assignment.Source source, Timings timings) {
    return new Drills(
        journal,
        source,
        standby,
        clock,
        runtime.timings(timings),
        WatchConfig.ORDINARY,
        new SecureRandom());
  }

  @Override
  public void close() {
    await(standby.stop(), runtime.stopMax());
    sites.close();
    closeHosts();
  }

  private void closeHosts() {
    await(load.close().toCompletionStage().toCompletableFuture(), STOP_MAX);
    await(meshes.close().toCompletionStage().toCompletableFuture(), STOP_MAX);
    journal.close();
  }

  private static void await(CompletableFuture<Void> stopping, Duration max) {
    try {
      stopping.get(max.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      System.getLogger(Rig.class.getName())
          .log(System.Logger.Level.WARNING, "something did not stop in time: " + e);
    }
  }
}
