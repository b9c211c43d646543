package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2);
  private final List<Promise<String>> begun = new ArrayList<>();

  private Future<String> take() {
    return turns.take(() -> {
      Promise<String> work = Promise.promise();
      begun.add(work);
      return work.future();
    });
  }

  @Test
  void theThirdWaitsForOneOfTheTwo() {
    Future<String> first = take();
    Future<String> second = take();
    Future<String> third = take();
    assertThat(begun).hasSize(2);
    begun.get(1).complete("b");
    assertThat(second.result()).isEqualTo("b");
    assertThat(begun).hasSize(3);
    begun.get(2).complete("c");
    assertThat(third.result()).isEqualTo("c");
    assertThat(first.isComplete()).isFalse();
  }

  @Test
  void whoFailsEndsItsTurnToo() {
    Future<String> first =
        turns.take(() -> {
          throw new IllegalStateException("no");
        });
    assertThat(first.cause()).hasMessage("no");
    take();
    take();
    assertThat(begun).hasSize(2);
  }
}
