package dev.pagefault.app;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the program's own files lie: as the launcher says, else near the working directory. */
final class Home {
  /** System property that the launcher sets to the folder it lies in. */
  static final String PROPERTY = "pagefault.home";

  private Home() {}

  /** The folder of topologies, catalogue and scenarios. */
  static Path scenarios() {
    String home = System.getProperty(PROPERTY);
    if (home != null) {
      return Path.of(home, "scenarios");
    }
    Path here = Path.of("scenarios");
    return Files.isDirectory(here) ? here : Path.of("..", "scenarios");
  }

  /** Where journals are kept when nothing else is said. */
  static Path data() {
    return Path.of(System.getProperty("user.home"), ".pagefault");
  }
}
