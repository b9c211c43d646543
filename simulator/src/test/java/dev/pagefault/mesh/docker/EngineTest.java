package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether there is memory for what is to be started. */
class EngineTest {
  private static final long MEMORY = 4_000L << 20;

  @Test
  void whatThereIsEnoughOfIsNotTalkedAbout() {
    assertThat(Engine.shortage(25, MEMORY)).isEmpty();
  }

  @Test
  void aShortageIsToldInOneLineWithTheWayOut() {
    assertThat(Engine.shortage(27, MEMORY))
        .hasValue(
            "27 containers need about 4320 MB of memory and 4000 MB are left: close something, or play on the embedded runtime");
    assertThat(Engine.shortage(1, 0)).get().asString().startsWith("one more container needs");
  }
}
