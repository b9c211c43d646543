package dev.pagefault.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one form in which events, acts and views are written as JSON: names in camelCase, enums in
 * {@code kebab-case}, selectors as text, durations in ISO 8601. Unknown and repeated properties are
 * refused. Thread-safe.
 */
public final class Json {
  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 32;

  /** Longest text of one property that is read, in characters. */
  public static final int MAX_TEXT = 2_000_000;

  private static final JsonMapper STRICT =
      base().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();
  private static final JsonMapper OPEN = base().build();

  private Json() {}

  /** For what this program wrote itself: every property must be there. */
  public static JsonMapper strict() {
    return STRICT;
  }

  /** For what people send: a missing property reads as null, and whoever needs it says so. */
  public static JsonMapper open() {
    return OPEN;
  }

  private static JsonMapper.Builder base() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_TEXT)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build())
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .addMixIn(JournalEvent.Scope.Kind.class, ScopeKindText.class)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** The contract says {@code cantTell}. */
  private enum ScopeKindText {
    @JsonProperty("all")
    ALL,
    @JsonProperty("only")
    ONLY,
    @JsonProperty("cantTell")
    CANT_TELL
  }
}
