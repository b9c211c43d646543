package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTest {
  private final Owner me = Owner.self();

  @Test
  void aLabelIsReadBack() {
    assertThat(Owner.parse(me.label())).contains(me);
    assertThat(Owner.parse("")).isEmpty();
    assertThat(Owner.parse("someone")).isEmpty();
    assertThat(Owner.parse("1@x@y@z")).isEmpty();
  }

  @Test
  void whoRunsIsNotGone() {
    assertThat(me.goneFor(me)).isFalse();
  }

  @Test
  void anotherProcessOfTheSameNumberIsAnother() {
    assertThat(new Owner(me.pid(), me.started() - 5_000, me.boot(), me.pids()).goneFor(me))
        .isTrue();
  }

  @Test
  void aProcessThatEndedIsGone() throws Exception {
    Process child = new ProcessBuilder("true").start();
    long pid = child.pid();
    child.waitFor();
    assertThat(new Owner(pid, 1, me.boot(), me.pids()).goneFor(me)).isTrue();
  }

  @Test
  void whatWasBeforeTheMachineBootedIsGone() {
    Owner before = new Owner(me.pid(), me.started(), "another boot", me.pids());
    assertThat(before.goneFor(new Owner(1, 1, "this boot", me.pids()))).isTrue();
  }

  @Test
  void ofAnotherNamespaceNobodyKnows() {
    Owner elsewhere = new Owner(999_999, 1, me.boot(), "pid:[1]");
    assertThat(elsewhere.goneFor(me)).isFalse();
  }
}
