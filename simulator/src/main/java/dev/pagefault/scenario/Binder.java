package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
    if (raw.isRecord() && raw != Selector.class) {
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
    RecordComponent[] components = type.getRecordComponents();
    Map<String, Node.Field> written = new LinkedHashMap<>(fields.fields());
    written.keySet().removeAll(alsoKnown);
    misspelt(written, components, path);
    @Nullable Object[] values = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    boolean whole = true;
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      Node.Field field = written.get(kebab(component.getName()));
      Object value = component(component, field, path);
      whole &= value != null || isNullable(component);
      values[i] = value;
    }
    return whole ? make(type, types, values, path) : null;
  }

  private @Nullable Object component(
      RecordComponent component, Node.@Nullable Field field, String path) {
    String name = kebab(component.getName());
    String at = path.isEmpty() ? name : path + "." + name;
    Type type = component.getGenericType();
    if (field != null) {
      return value(field.value(), type, at);
    }
    Default standard = component.getAnnotation(Default.class);
    if (standard != null) {
      return standard.value().isEmpty()
          ? standIn(type)
          : Scalars.read(source, standard.value(), component.getType(), at);
    }
    if (isNullable(component)) {
      return null;
    }
    source.wrong(at, "is missing", "add " + name + ":");
    return standIn(type);
  }

  /**
   * Reports keys that don't exist. Where one is nearly the name of a component that isn't written,
   * it is taken for that.
   */
  private void misspelt(
      Map<String, Node.Field> written, RecordComponent[] components, String path) {
    Set<String> known = new LinkedHashSet<>();
    for (RecordComponent component : components) {
      known.add(kebab(component.getName()));
    }
    for (String key : List.copyOf(written.keySet())) {
      if (known.contains(key)) {
        continue;
      }
      Node.Field field = written.get(key);
      if (field == null) {
        continue;
      }
      String at = path.isEmpty() ? key : path + "." + key;
      source.wrong(field.keyPlace(), at, "there is no such key", Spelling.wayOut(key, known));
      Spelling.nearest(key, known).ifPresent(near -> written.putIfAbsent(near, field));
    }
  }

  private @Nullable Object make(
      Class<?> type, Class<?>[] types, @Nullable Object[] values, String path) {
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      source.wrong(path, cause == null ? e.toString() : String.valueOf(cause.getMessage()), "");
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no canonical constructor: " + type, e);
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

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** {@code onsetWithin} as {@code onset-within}. */
  static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
