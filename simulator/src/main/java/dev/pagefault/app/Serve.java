package dev.pagefault.app;

import dev.pagefault.drill.Drills;
import dev.pagefault.drill.LibraryAssignments;
import dev.pagefault.drill.Timings;
import dev.pagefault.journal.JournalException;
import dev.pagefault.journal.Store;
import dev.pagefault.mesh.docker.NoEngine;
import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Problem;
import dev.pagefault.web.ServerMetrics;
import dev.pagefault.web.Web;
import dev.pagefault.web.WebConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The server that people play on; the default command. */
@Command(name = "serve", description = "Serves drills to a browser (the default).")
final class Serve implements Callable<Integer> {
  /** Longest that open requests may take to end, seconds. */
  private static final long STOP_SECONDS = 20;

  private static final int PORT_MAX = 65_535;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
  private String host = "127.0.0.1";

  @Option(names = "--port", defaultValue = "8080", description = "Port; 0 is any free one.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR|URL",
      description =
          "Where journals are kept: a directory, or jdbc:postgresql://host/database; user and"
              + " password are its parameters, or PGUSER and PGPASSWORD.")
  private String data = Home.data().toString();

  @Option(names = "--scenarios", paramLabel = "DIR", description = "The library's folder.")
  private Path folder = Home.scenarios();

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      split = ",",
      description = "Further names that it is reached by; it answers to no others.")
  private List<String> names = List.of();

  @Option(
      names = "--tools",
      description = "Show the telemetry of running drills to your own tools, at /metrics.")
  private boolean tools;

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = "With --tools: send their spans there, as OTLP over HTTP.")
  private @Nullable String otlp;

  @Option(names = "--unproven", description = "Serve scenarios that are not proven, too.")
  private boolean unproven;

  @Option(
      names = "--runtime",
      paramLabel = "embedded|docker",
      defaultValue = "embedded",
      description =
          "Where meshes run: in this process (the default), or in containers of this machine's"
              + " Docker engine.")
  private String runtime = MeshRuntime.EMBEDDED.toString();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException, IOException {
    try {
      return serve();
    } finally {
      stopped.countDown();
    }
  }

  private int serve() throws InterruptedException, IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (port < 0 || port > PORT_MAX) {
      err.println("serve: --port is from 0 to " + PORT_MAX + ", not " + port);
      return ExitCode.USAGE;
    }
    Optional<MeshRuntime> on = MeshRuntime.named(runtime);
    if (on.isEmpty()) {
      err.println("serve: " + MeshRuntime.wrong(runtime));
      return ExitCode.USAGE;
    }
    if (otlp != null && !tools) {
      err.println("serve: --otlp is for --tools; give both, or neither");
      return ExitCode.USAGE;
    }
    WebConfig config;
    OwnTools own;
    Store store;
    try {
      config = WebConfig.on(host, port).answeringTo(names);
      own = tools ? OwnTools.wanted(otlp) : OwnTools.NONE;
      store = Store.of(data, System.getenv());
    } catch (IllegalArgumentException e) {
      err.println("serve: " + e.getMessage());
      return ExitCode.USAGE;
    }
    Library.Loaded loaded = Library.load(folder, Home.scenarios(), new MeshCheck());
    loaded.problems().stream().map(Problem::toString).forEach(err::println);
    Library library = loaded.library();
    Library served = on.get().playable(unproven ? library : library.provenOnly());
    for (String id : library.ids()) {
      if (!on.get().playable(library).ids().contains(id)) {
        err.println(id + " is not served: it can't be played on " + runtime);
      } else if (!served.ids().contains(id)) {
        err.println(
            "%s is not served: it is not proven as it stands; run ./pagefault prove %s, or try it with --unproven"
                .formatted(id, id));
      }
    }
    if (served.ids().isEmpty()) {
      err.println(
          "serve: there is no sound and proven scenario in "
              + folder
              + "; name a library by --scenarios");
      return ExitCode.INVALID;
    }
    String topology = served.scenario(served.ids().iterator().next(), 1).topology();
    try (Rig rig = Rig.open(library, store, topology, on.get().productionsMax(), on.get());
        Drills drills = rig.drills(new LibraryAssignments(library), Timings.ORDINARY);
        ServerMetrics metrics = new ServerMetrics(rig.clock());
        OwnTools.Shown shown = own.show(drills, metrics, rig.clock())) {
      measure(metrics, rig);
      Web web =
          Web.start(config, metrics, served, drills, rig.standby()::status, rig.clock()).get();
      String name = host.contains(":") ? "[" + host + "]" : host;
      err.println("Pagefault is listening on http://" + name + ":" + web.port());
      shown.said().forEach(err::println);
      rig.standby().begin();
      untilStopped(on.get());
      web.stop().get(STOP_SECONDS, TimeUnit.SECONDS);
      return ExitCode.FINE;
    } catch (JournalException | NoEngine e) {
      err.println("serve: " + e.getMessage());
    } catch (ExecutionException e) {
      err.println("serve: " + why(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      err.println("serve: open requests did not end in time");
    }
    return ExitCode.FAILED;
  }

  private static void measure(ServerMetrics metrics, Rig rig) {
    metrics.gauge(
        "pagefault.productions", "Productions that run", Map.of(), rig.standby()::running);
    metrics.gauge(
        "pagefault.journal.waiting",
        "Requests that wait for the journal",
        Map.of(),
        rig.journal()::waiting);
    metrics.count("pagefault.journal.acts", "Acts made durable", rig.journal()::acts);
  }

  private String why(Throwable cause) {
    if (cause instanceof BindException) {
      return "port %d on %s is in use; choose another with --port".formatted(port, host);
    }
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return "--host " + host + " is no address of this machine; leave it out for 127.0.0.1";
    }
    return cause.toString();
  }

  /** Waits for the signal to end, and keeps the process alive until everything has stopped. */
  private void untilStopped(MeshRuntime on) throws InterruptedException {
    on.stoppedInOrder();
    CountDownLatch asked = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  asked.countDown();
                  try {
                    var _ = stopped.await(on.endMax().toMillis(), TimeUnit.MILLISECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    asked.await();
  }
}
