package dev.pagefault.mesh;

import dev.pagefault.load.LoadPlan;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change makes of the load that is wanted. Pure. Throws {@link IllegalArgumentException}
 * that names the field.
 */
final class LoadChanges {
  private LoadChanges() {}

  static LoadPlan shifted(LoadPlan load, Topology topology, String region, int percent) {
    MeshState.known("region", region, topology.regions());
    MeshState.within("percent", percent, 0, 100);
    if (topology.regions().size() < 2 && percent > 0) {
      throw MeshState.bad("region", "there is no other region to send customers to");
    }
    Map<String, Integer> away = new TreeMap<>(load.away());
    if (percent == 0) {
      away.remove(region);
    } else {
      away.put(region, percent);
    }
    return new LoadPlan(load.overall(), load.journeys(), away);
  }

  static LoadPlan loaded(LoadPlan load, Topology topology, Change.Load change) {
    if (!(change.factor() >= 0 && change.factor() <= Change.FACTOR_MAX)) {
      throw MeshState.bad("factor", "from 0 to " + Change.FACTOR_MAX + "; not " + change.factor());
    }
    String attribute = change.attribute();
    if (change.journey().equals(MeshState.ALL_JOURNEYS)) {
      if (attribute != null) {
        throw MeshState.bad("attribute", "is fixed for one journey, not for all");
      }
      if (change.waves() != null) {
        throw MeshState.bad("waves", "are those of one journey, not of all");
      }
      return new LoadPlan(change.factor(), load.journeys(), load.away());
    }
    MeshState.known("journey", change.journey(), topology.journeys().keySet());
    String value = change.value();
    Double share = change.share();
    if (attribute != null) {
      Topology.Journey journey = Objects.requireNonNull(topology.journeys().get(change.journey()));
      TreeSet<String> attributes = new TreeSet<>(topology.attributes().keySet());
      attributes.addAll(journey.attributes().keySet());
      MeshState.known("attribute", attribute, attributes);
      if (value == null) {
        throw MeshState.bad(
            "value", "is needed where an attribute is fixed; empty: they have none");
      }
      if (share != null && !(share >= 0 && share <= 1)) {
        throw MeshState.bad("share", "from 0 to 1; not " + share);
      }
    }
    LoadPlan.JourneyLoad wanted =
        new LoadPlan.JourneyLoad(
            change.factor(),
            attribute,
            value == null ? "" : value,
            share == null ? 1 : share,
            waves(change.waves()));
    Map<String, LoadPlan.JourneyLoad> journeys = new TreeMap<>(load.journeys());
    if (attribute == null && wanted.factor() == 1 && wanted.waves() == null) {
      journeys.remove(change.journey());
    } else {
      journeys.put(change.journey(), wanted);
    }
    return new LoadPlan(load.overall(), journeys, load.away());
  }

  private static @Nullable Duration waves(@Nullable Duration apart) {
    if (apart != null
        && (apart.compareTo(Change.WAVES_MIN) < 0 || apart.compareTo(Change.WAVES_MAX) > 0)) {
      throw MeshState.bad("waves", "from 1s to 60s apart; not " + apart.toMillis() + "ms");
    }
    return apart;
  }
}
