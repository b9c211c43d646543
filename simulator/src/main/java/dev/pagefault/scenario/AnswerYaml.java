package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes an answer as its envelope holds it: keys in fixed order, durations as in files. */
final class AnswerYaml {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.USE_NATIVE_TYPE_ID)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .addModule(
              new SimpleModule()
                  .addSerializer(Duration.class, new DurationAsWritten())
                  .addSerializer(Answer.Aspect.class, new ConstantAsWritten<>())
                  .addKeySerializer(Answer.Stage.class, new StageAsWritten()))
          .build();

  private AnswerYaml() {}

  private static final class ConstantAsWritten<E extends Enum<E>> extends ValueSerializer<E> {
    @Override
    public void serialize(E value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.name().toLowerCase(Locale.ROOT));
    }
  }

  private static final class StageAsWritten extends ValueSerializer<Answer.Stage> {
    @Override
    public void serialize(Answer.Stage key, JsonGenerator json, SerializationContext context) {
      json.writeName(key.name().toLowerCase(Locale.ROOT));
    }
  }

  private static final class DurationAsWritten extends ValueSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
      json.writeString(Durations.format(value));
    }
  }

  static String write(Answer answer) {
    return YAML.writeValueAsString(answer);
  }
}
