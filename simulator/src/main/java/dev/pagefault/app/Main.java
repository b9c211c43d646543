package dev.pagefault.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's entry: data goes to stdout, messages to stderr. See {@link ExitCode}. */
@Command(
    name = "pagefault",
    mixinStandardHelpOptions = true,
    description = "A flight simulator for on-call engineers.",
    version = "pagefault ${pagefault.version:-development}",
    subcommands = {Serve.class, Scenarios.class, Lint.class, Prove.class, Bench.class})
public final class Main implements Callable<Integer> {
  private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and leaves with its exit code. */
  public static void main(String[] args) {
    int code = commands().execute(withDefault(args));
    if (code != ExitCode.FINE) {
      System.exit(code);
    }
  }

  /** Without a command the server is meant: {@code pagefault --port 9000} serves. */
  static String[] withDefault(String[] args) {
    boolean named = args.length > 0 && (!args[0].startsWith("-") || OWN_OPTIONS.contains(args[0]));
    if (named) {
      return args;
    }
    String[] serve = new String[args.length + 1];
    serve[0] = "serve";
    System.arraycopy(args, 0, serve, 1, args.length);
    return serve;
  }

  /** The command line with everything that stands on it. */
  static CommandLine commands() {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    String said = e.getMessage() == null ? e.toString() : e.getMessage();
    command.getErr().println(command.getCommandName() + ": " + said);
    return ExitCode.FAILED;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
