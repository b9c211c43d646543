package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a YAML tree: components are kebab-case keys, families of records are told apart
 * by their {@code kind}. Strict about everything, and says all that is wrong at once: a mistake
 * yields a harmless stand-in, so that what comes after it is looked at too.
 */
final class Binder {
  private final Source source;

  Binder(Source source) {
    this.source = source;
  }

  /**
   * The record, made with stand-ins where something is wrong; empty when it can't be made at all.
   */
  <T> Optional<T> bind(Node node, Class<T> type, String path) {
    return Optional.ofNullable(type.cast(value(node, type, path)));
  }

  private @Nullable Object value(Node node, Type type, String path) {
    source.found(path, node.place());
    if (node instanceof Node.Text text && text.isNull()) {
      source.wrong(path, "has no value", "write one, or leave the key out");
      return standIn(type);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(node, of[0], path)
          : map(node, of[0], of[1], path);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord() && raw != Selector.class && raw != ByteSize.class) {
      return node instanceof Node.Fields fields
          ? record(fields, raw, path, Set.of())
          : expected("keys with values", path, type);
    }
    JsonSubTypes family = raw.getAnnotation(JsonSubTypes.class);
    if (family != null) {
      return member(node, raw, family, path);
    }
    return node instanceof Node.Text text
        ? Scalars.read(source, text.text(), raw, path)
        : expected("a single value", path, type);
  }

  private @Nullable Object expected(String what, String path, Type type) {
    source.wrong(path, "is not " + what, "write " + what + " here");
    return standIn(type);
  }

  private Object list(Node node, Type of, String path) {
    List<Object> list = new ArrayList<>();
    if (node instanceof Node.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        Object item = value(items.items().get(i), of, path + "[" + i + "]");
        if (item != null) {
          list.add(item);
        }
      }
    } else {
      source.wrong(path, "is not a list", "write each item on a line of its own, after \"- \"");
    }
    return List.copyOf(list);
  }

  private Object map(Node node, Type keys, Type values, String path) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (node instanceof Node.Fields fields) {
      fields
          .fields()
          .forEach((name, field) -> {
            String at = path.isEmpty() ? name : path + "." + name;
            Object value = value(field.value(), values, at);
            source.found(at, field.keyPlace());
            Object key = Scalars.read(source, name, (Class<?>) keys, at);
            if (value != null && key != null) {
              map.put(key, value);
            }
          });
    } else {
      source.wrong(path, "is not a map", "write name: value lines below it");
    }
    return Collections.unmodifiableMap(map);
  }

  private @Nullable Object member(Node node, Class<?> type, JsonSubTypes family, String path) {
    JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
    String property = info == null ? "kind" : info.property();
    if (!(node instanceof Node.Fields fields)) {
      return expected("keys with values", path, type);
    }
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    for (JsonSubTypes.Type kind : family.value()) {
      kinds.put(kind.name(), kind.value());
    }
    Node.Field field = fields.fields().get(property);
    if (field == null || !(field.value() instanceof Node.Text kind)) {
      source.wrong(
          path + "." + property,
          "is missing",
          "write one of: " + String.join(", ", kinds.keySet()));
      return null;
    }
    source.found(path + "." + property, field.value().place());
    Class<?> member = kinds.get(kind.text());
    if (member == null) {
      source.wrong(
          path + "." + property,
          "there is no kind " + kind.text(),
          Spelling.wayOut(kind.text(), kinds.keySet()));
      return null;
    }
    return record(fields, member, path, Set.of(property));
  }

  private @Nullable Object record(
      Node.Fields fields, Class<?> type, String path, Set<String> alsoKnown) {
    RecordShape shape = RecordShape.of(type);
    Map<String, Node.Field> written = new LinkedHashMap<>(fields.fields());
    written.keySet().removeAll(alsoKnown);
    misspelt(written, shape.keys(), path);
    @Nullable Object[] values = new @Nullable Object[shape.parts().size()];
    boolean whole = true;
    for (int i = 0; i < values.length; i++) {
      RecordShape.Part part = shape.parts().get(i);
      values[i] = part(part, written.get(part.key()), path);
      whole &= values[i] != null || part.nullable();
    }
    return whole ? make(shape, values, path) : null;
  }

  private @Nullable Object part(RecordShape.Part part, Node.@Nullable Field field, String path) {
    String at = path.isEmpty() ? part.key() : path + "." + part.key();
    if (field != null) {
      return value(field.value(), part.type(), at);
    }
    String standard = part.standard();
    if (standard != null) {
      return standard.isEmpty()
          ? standIn(part.type())
          : Scalars.read(source, standard, part.raw(), at);
    }
    if (part.nullable()) {
      return null;
    }
    source.wrong(at, "is missing", "add " + part.key() + ":");
    return standIn(part.type());
  }

  /**
   * Reports keys that don't exist. Where one is nearly the name of a component that isn't written,
   * it is taken for that.
   */
  private void misspelt(Map<String, Node.Field> written, Set<String> known, String path) {
    if (known.containsAll(written.keySet())) {
      return;
    }
    for (String key : List.copyOf(written.keySet())) {
      Node.Field field = written.get(key);
      if (known.contains(key) || field == null) {
        continue;
      }
      String at = path.isEmpty() ? key : path + "." + key;
      source.wrong(field.keyPlace(), at, "there is no such key", Spelling.wayOut(key, known));
      Spelling.nearest(key, known).ifPresent(near -> written.putIfAbsent(near, field));
    }
  }

  private @Nullable Object make(RecordShape shape, @Nullable Object[] values, String path) {
    try {
      return shape.constructor().newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      source.wrong(path, cause == null ? e.toString() : String.valueOf(cause.getMessage()), "");
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("can't make a " + shape.constructor().getName(), e);
    }
  }

  /** A value that does no harm, for what is missing or wrong; null where a type has none. */
  private static @Nullable Object standIn(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? List.of() : Map.of();
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    return Scalars.STAND_INS.get(raw);
  }
}
