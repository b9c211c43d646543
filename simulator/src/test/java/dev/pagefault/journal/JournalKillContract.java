package dev.pagefault.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every store of journals has to keep when the simulator is killed. */
abstract class JournalKillContract {

  /** The same empty place throughout a test, as {@link Store#of} takes it. */
  abstract String place();

  /** Appends until it is killed, and prints each sequence number once it is acknowledged. */
  static final class Appender {
    private Appender() {}

    public static void main(String[] arguments) {
      SqlJournal journal = SqlJournal.open(Store.of(arguments[0], System.getenv()));
      journal
          .open(JournalContract.header("d1"), List.of(JournalContract.note("d1", 1, "x")))
          .join();
      for (long seq = 2; ; seq++) {
        long acknowledged = seq;
        journal.append(List.of(JournalContract.note("d1", seq, "note " + seq))).join();
        System.out.println(acknowledged);
      }
    }
  }

  @Test
  void after_kill_minus_nine_everything_acknowledged_is_there() throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Appender.class.getName(),
                place())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader lines = child.inputReader()) {
      String line = lines.readLine();
      while (line != null) {
        acknowledged = Long.parseLong(line);
        if (acknowledged == 100) {
          child.toHandle().destroyForcibly(); // leaves what was printed readable
        }
        line = lines.readLine();
      }
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(acknowledged).isGreaterThanOrEqualTo(100);
    try (SqlJournal journal = SqlJournal.open(Store.of(place(), System.getenv()))) {
      List<Entry> found = journal.read("d1");
      assertThat(found).hasSizeGreaterThanOrEqualTo((int) acknowledged);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).seq()).isEqualTo(i + 1L);
      }
    }
  }
}
