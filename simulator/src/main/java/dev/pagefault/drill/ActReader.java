package dev.pagefault.drill;

import dev.pagefault.journal.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads acts from JSON; what is wrong is said by field. */
public final class ActReader {
  private ActReader() {}

  /** The act in a body such as {@code {"act":"note","text":"…"}}. Throws {@link ActRefused}. */
  public static Act read(String json) {
    try {
      Act act = Json.open().readValue(json, Act.class);
      if (act == null) {
        throw ActRefused.invalid("", "the body must be a JSON object with a property act");
      }
      return act;
    } catch (StreamReadException e) {
      throw ActRefused.invalid("", "the body is no valid JSON: " + e.getOriginalMessage());
    } catch (DatabindException e) {
      throw ActRefused.invalid(path(e.getPath()), said(e));
    } catch (JacksonException e) {
      throw ActRefused.invalid("", e.getOriginalMessage());
    }
  }

  private static String said(DatabindException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "there is no property "
              + unknown.getPropertyName()
              + "; known: "
              + unknown.getKnownPropertyIds();
      case InvalidTypeIdException type ->
          type.getTypeId() == null
              ? "its kind is missing (property act, or kind of a change)"
              : "there is no " + type.getTypeId();
      case InvalidFormatException format ->
          "can't be read: " + format.getValue() + "; " + wanted(format.getTargetType());
      default ->
          e.getCause() instanceof IllegalArgumentException why
              ? String.valueOf(why.getMessage())
              : "can't be read; see the API's description";
    };
  }

  private static String wanted(Class<?> type) {
    return type.isEnum()
        ? "one of " + Stream.of(type.getEnumConstants()).map(ActReader::written).toList()
        : "a " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** A constant as it is written in JSON. */
  private static String written(Object constant) {
    return Json.open().writeValueAsString(constant).replace("\"", "");
  }

  private static String path(List<JacksonException.Reference> path) {
    StringBuilder text = new StringBuilder();
    for (JacksonException.Reference at : path) {
      if (at.getPropertyName() == null) {
        text.append('[').append(at.getIndex()).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(at.getPropertyName());
      }
    }
    return text.isEmpty() ? "act" : text.toString();
  }
}
