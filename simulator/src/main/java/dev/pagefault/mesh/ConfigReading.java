package dev.pagefault.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an instance was told: version, settings and flags, as rows of key and value. */
final class ConfigReading {
  private ConfigReading() {}

  static Reading.Raw of(InstanceSpec spec) {
    List<Map<String, String>> rows = new ArrayList<>();
    rows.add(row("version", spec.version()));
    new TreeMap<>(spec.settings()).forEach((key, value) -> rows.add(row(key, value)));
    new TreeMap<>(spec.flags()).forEach((key, value) -> rows.add(row("flag." + key, value)));
    StringBuilder text = new StringBuilder("# " + spec.instance() + "\n");
    rows.forEach(
        row -> text.append(row.get("key")).append('=').append(row.get("value")).append('\n'));
    return new Reading.Raw(text.toString(), rows, Map.of());
  }

  private static Map<String, String> row(String key, String value) {
    return Map.of("key", key, "value", value);
  }
}
