package dev.pagefault.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.TinyTopology;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology.Queue;
import dev.pagefault.scenario.Topology.Volume;
import dev.pagefault.scenario.Topology.VolumeKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What services share is changed by the same change as a service's setting. */
final class ResourceChangesTest {
  private final MeshState healthy =
      MeshState.initial(
          TinyTopology.with(
              TinyTopology.on(
                  new Volume(
                      VolumeKind.GP2,
                      ByteSize.parse("100GB"),
                      ByteSize.parse("0B"),
                      1,
                      60,
                      null,
                      null)),
              Map.of(
                  "order-events", new Queue("Orders.", 100, 4, "order", null),
                  "plain", new Queue("Other.", 100))));

  @Test
  void aVolumeIsRaisedAndTakenBackByTheDatastoresName() {
    Change raise = config("orders-db", "volume.kind", "gp3");
    Reach.check(healthy, raise);
    Production.Preview preview = Previews.of(healthy, raise);
    assertThat(preview.instances()).containsExactly("orders-db");
    assertThat(preview.capacityLostPercent()).isZero();
    assertThat(preview.wayBack()).isEqualTo("config volume.kind gp3 → gp2 on orders-db");
    assertThat(ChangeText.of(healthy, raise).summary())
        .isEqualTo("volume.kind gp2 → gp3 on orders-db");
    MeshState raised = healthy.with(raise);
    assertThat(raised.inverse(config("orders-db", "volume.kind", "gp2")))
        .containsExactly(config("orders-db", "volume.kind", "gp3"));
  }

  @Test
  void aVolumeThatHasGrownStaysSo() {
    Change grow = config("orders-db", "volume.size", "200");
    assertThat(healthy.inverse(grow)).isEmpty();
    assertThat(Previews.of(healthy, grow).wayBack()).isEqualTo("none: a volume can only grow");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> healthy.with(grow).with(config("orders-db", "volume.size", "150")))
        .withMessage("value: the volume of orders-db has 200 GiB and can't be made smaller");
  }

  @Test
  void aQueueIsToldToParkWhatFails() {
    Change park = config("order-events", "delivery-limit", "5");
    assertThat(Previews.of(healthy, park).wayBack())
        .isEqualTo("config delivery-limit 5 → 0 on order-events");
    refused(config("order-events", "delivery-limit", "-1"), "value: delivery-limit takes");
    refused(config("plain", "delivery-limit", "5"), "key: no delivery-limit; there are []");
  }

  @Test
  void whatIsNotThereIsRefusedByItsField() {
    refused(config("orders-db", "volume.color", "red"), "key: no volume.color; there are [volume");
    refused(config("orders-db", "volume.iops", "99"), "value: volume.iops takes a whole number");
    refused(config("orders-db/eu", "volume.iops", "4000"), "target: orders-db has no instances");
    refused(config("nobody", "volume.iops", "4000"), "target: no nobody; there are");
    MeshState without = MeshState.initial(TinyTopology.create());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> without.with(config("orders-db", "volume.iops", "4000")))
        .withMessageStartingWith("key: no volume.iops");
  }

  private void refused(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reach.check(healthy, change))
        .withMessageStartingWith(message);
  }

  private static Change config(String target, String key, String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }
}
