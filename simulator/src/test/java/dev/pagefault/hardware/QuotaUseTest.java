package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaUseTest {
  private final Map<String, String> files = new HashMap<>();
  private final QuotaUse use =
      new QuotaUse(new Cgroup(file -> Optional.ofNullable(files.get(file))));

  private void container(long usedMicros, String quota) {
    files.put("cpu.stat", "usage_usec %d\nnr_periods 0".formatted(usedMicros));
    files.put("cpu.max", quota + " 100000");
  }

  private long told() {
    return use.stat(4, 0.2).usageMicros();
  }

  @Test
  void allOfTheQuotaIsAllOfTheCores() {
    container(0, "25000");
    assertThat(told()).isZero();
    container(250_000, "25000"); // a second of a quarter of a core
    assertThat(told()).isEqualTo(4_000_000);
  }

  @Test
  void whatWasUsedUnderAnotherQuotaStaysAsItWasTold() {
    container(250_000, "25000");
    assertThat(told()).isEqualTo(4_000_000);
    container(750_000, "50000"); // another second, of twice as much
    assertThat(told()).isEqualTo(8_000_000);
  }

  @Test
  void withoutAQuotaItIsKnownWhatTheCoresStandFor() {
    container(200_000, "max");
    assertThat(told()).isEqualTo(4_000_000);
  }

  @Test
  void aContainerThatWasStartedAnewCountsFromNothing() {
    container(250_000, "25000");
    assertThat(told()).isEqualTo(4_000_000);
    container(25_000, "25000");
    assertThat(told()).isEqualTo(4_400_000);
  }
}
