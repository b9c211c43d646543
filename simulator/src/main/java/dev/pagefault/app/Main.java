package dev.pagefault.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    subcommands = {Scenarios.class, Lint.class})
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and leaves with its exit code. */
  public static void main(String[] args) {
    int code = commands().execute(args);
    if (code != ExitCode.FINE) {
      System.exit(code);
    }
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
