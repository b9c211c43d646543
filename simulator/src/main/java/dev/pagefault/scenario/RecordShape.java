package dev.pagefault.scenario;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record type as a file writes it. Kept per type, because asking reflection again for each record
 * took most of the time of reading a library.
 */
record RecordShape(Constructor<?> constructor, List<Part> parts, Set<String> keys) {

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return read(type);
        }
      };

  /**
   * One component.
   *
   * @param standard its value, as written, where the key is left out; null: it has none
   */
  record Part(String key, Class<?> raw, Type type, @Nullable String standard, boolean nullable) {}

  /** The shape of a record type. */
  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static RecordShape read(Class<?> type) {
    List<Part> parts = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      Default standard = component.getAnnotation(Default.class);
      Part part =
          new Part(
              kebab(component.getName()),
              component.getType(),
              component.getGenericType(),
              standard == null ? null : standard.value(),
              component.getAnnotatedType().isAnnotationPresent(Nullable.class));
      parts.add(part);
      keys.add(part.key());
      types[i] = component.getType();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new RecordShape(constructor, List.copyOf(parts), keys);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no canonical constructor: " + type, e);
    }
  }

  /** {@code onsetWithin} as {@code onset-within}. */
  static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
