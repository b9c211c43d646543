package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedLibraryTest {
  private final Library.Loaded shipped = Library.load(Path.of("..", "scenarios"));

  @Test
  void nothing_is_wrong_with_what_is_shipped() {
    assertThat(shipped.problems()).isEmpty();
    assertThat(shipped.library().topologies()).contains("shop");
    assertThat(shipped.library().ids()).contains("amber-finch", "copper-heron", "violet-wren");
  }
}
