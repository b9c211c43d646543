package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change somebody else's service: its owner, in a scenario, and nobody on call. */
class OthersServicesLintTest {
  private static final String SCENARIO = "copper-heron/scenario.yaml";
  private static final String ANSWER = "copper-heron/answer.yaml";
  private static final String BREAKS =
      "{kind: config, target: $victim.service/$where, key: orders-db.pool.max, value: \"1\"}";
  private static final String MENDS =
      "{kind: config, target: $victim.service/$where, key: orders-db.pool.max, value: \"4\"}";

  private final CopiedLibrary library;

  OthersServicesLintTest(@TempDir Path folder) throws IOException {
    this.library = CopiedLibrary.in(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: deploy, target: psp, version: \"2026-11\"}",
        "{kind: config, target: psp/eu, key: server.workers, value: \"2\"}"
      })
  void a_provider_releases_and_configures_what_is_its_own(String change) throws IOException {
    library.replace(SCENARIO, BREAKS, change);
    assertThat(library.problems(SCENARIO)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: deploy, target: psp, version: \"2026-09\"}",
        "{kind: config, target: psp, key: server.workers, value: \"32\"}"
      })
  void a_fix_reaches_no_provider(String change) throws IOException {
    library.replace(ANSWER, MENDS, change);
    assertThat(messages(ANSWER)).contains("psp is somebody else's");
  }

  @Test
  void a_version_that_a_provider_does_not_have_is_told() throws IOException {
    library.replace(SCENARIO, BREAKS, "{kind: deploy, target: psp, version: \"2026-12\"}");
    assertThat(messages(SCENARIO)).isNotEmpty();
  }

  private List<String> messages(String file) {
    return library.problems(file).stream().map(Problem::message).toList();
  }
}
