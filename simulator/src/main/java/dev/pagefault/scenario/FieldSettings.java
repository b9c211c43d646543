package dev.pagefault.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of a service by which its steps choose charset or zone. Pure. */
public final class FieldSettings {
  private FieldSettings() {}

  /** By key: the words that the setting takes. Any version's steps count. */
  public static Map<String, List<String>> of(Topology.Service service) {
    Map<String, List<String>> words = new TreeMap<>();
    Step.walk(
        service.everyStep(),
        step -> {
          switch (step) {
            case FieldStep.Decode decode -> {
              see(words, decode.from(), Charsets.WORDS);
              see(words, decode.as(), Charsets.WORDS);
            }
            case FieldStep.Compare compare -> see(words, compare.zone(), Zones.WORDS);
            case FieldStep.LocalTime time -> see(words, time.zone(), Zones.WORDS);
            default -> {}
          }
        });
    return words;
  }

  private static void see(
      Map<String, List<String>> words, @Nullable String text, List<String> takes) {
    if (text != null && Reference.of(text) instanceof Reference.Setting(String key)) {
      words.putIfAbsent(key, takes);
    }
  }
}
