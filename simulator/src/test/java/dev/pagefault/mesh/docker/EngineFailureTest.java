package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** What is said, in one line, of what fails at the engine. */
class EngineFailureTest {
  private static final String FAILED = "cart-eu-1 could not be started";

  private static RuntimeException refused(String message) {
    return new IllegalStateException(
        "Container startup failed for image pagefault:latest",
        new IllegalStateException(
            "Could not create/start container",
            new InternalServerErrorException("{\"message\":\"" + message + "\"}\n")));
  }

  @Test
  void aRefusalIsToldInTheEnginesOwnWords() {
    RuntimeException failure =
        EngineFailure.of(FAILED, refused("port is \\\"8080\\\", and taken\\nsee the manual"));
    assertThat(failure)
        .isNotInstanceOf(NoEngine.class)
        .hasMessage(FAILED + ": port is \"8080\", and taken");
  }

  @Test
  void whatIsNoJsonIsToldAsItIs() {
    assertThat(EngineFailure.said(new IllegalStateException("half {a brace\nand more")))
        .isEqualTo("half {a brace");
    assertThat(EngineFailure.said(new IllegalStateException())).contains("IllegalStateException");
  }

  @Test
  void anEngineWithoutAddressesIsToldWithTheWayOut() {
    for (String said :
        new String[] {
          "could not find an available, non-overlapping IPv4 address pool among the defaults",
          "all predefined address pools have been fully subnetted"
        }) {
      assertThat(EngineFailure.of("the network could not be made", refused(said)))
          .isInstanceOf(NoEngine.class)
          .hasMessageContaining("docker network prune");
    }
  }

  @Test
  void whoeverCannotBeReachedHasGone() {
    RuntimeException away = new IllegalStateException(new SocketException("Broken pipe"));
    assertThat(EngineFailure.of(away)).isInstanceOf(NoEngine.class);
    assertThat(EngineFailure.of(FAILED, away))
        .isInstanceOf(NoEngine.class)
        .satisfies(it -> assertThat(it.getMessage()).hasLineCount(1));
  }

  @Test
  void whatHasAWayOutAlreadyIsLeftAsItIs() {
    NoEngine known = new NoEngine("start it");
    assertThat(EngineFailure.of(FAILED, known)).isSameAs(known);
  }
}
