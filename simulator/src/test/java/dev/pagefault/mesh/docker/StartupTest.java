package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is kept of the log of a process that ended while it started. */
class StartupTest {

  @Test
  void theLastWordsAreOneLineAndNoStack() {
    String logs =
        """
        10:00:00.000 ERROR d.p.mesh.docker.Box could not start
        java.lang.IllegalStateException: no such file
        \tat dev.pagefault.mesh.docker.Box.start(Box.java:54)
        Caused by: java.nio.file.NoSuchFileException: /box/role.json
        \tat java.base/sun.nio.fs.UnixException.translate(UnixException.java:92)
        \t... 12 more

        """;
    assertThat(Startup.lastWords(logs))
        .isEqualTo("Caused by: java.nio.file.NoSuchFileException: /box/role.json");
  }

  @Test
  void whoSaidNothingAndWhoSaidMuchAreToldInFewWords() {
    assertThat(Startup.lastWords("")).isEqualTo("none");
    assertThat(Startup.lastWords("x".repeat(5_000))).hasSize(300);
  }
}
