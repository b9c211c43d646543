package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  @Test
  void sendsEntriesInOrderBeforeTheLatestStateAndTheLatestFrame() {
    outbox.frame("f1");
    outbox.state("s1");
    outbox.entry("e1");
    outbox.frame("f2");
    outbox.state("s2");
    outbox.entry("e2");
    assertThat(outbox.next()).isEqualTo("e1");
    assertThat(outbox.next()).isEqualTo("e2");
    assertThat(outbox.next()).isEqualTo("s2");
    assertThat(outbox.next()).isEqualTo("f2");
    assertThat(outbox.next()).isNull();
  }

  @Test
  void saysWhenAReaderIsTooFarBehindInsteadOfDroppingAnEntryUnseen() {
    for (int i = 0; i < Outbox.MAX_ENTRIES; i++) {
      outbox.entry("e" + i);
    }
    assertThat(outbox.overflown()).isFalse();
    outbox.entry("one more");
    assertThat(outbox.overflown()).isTrue();
  }
}
