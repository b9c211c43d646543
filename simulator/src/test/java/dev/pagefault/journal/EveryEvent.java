package dev.pagefault.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One filled-in event of each kind, made by reflection so that none is forgotten. */
public final class EveryEvent {
  private EveryEvent() {}

  /** One of each kind. */
  public static List<JournalEvent> all() {
    List<JournalEvent> all = new ArrayList<>();
    for (Class<?> kind : JournalEvent.class.getPermittedSubclasses()) {
      all.add((JournalEvent) record(kind));
    }
    return all;
  }

  static List<Entry> asEntries(String drill) {
    List<Entry> entries = new ArrayList<>();
    for (JournalEvent event : all()) {
      entries.add(entry(drill, entries.size() + 1, event));
    }
    return entries;
  }

  static Entry entry(String drill, long seq, JournalEvent event) {
    return new Entry(
        seq,
        drill,
        "p1",
        Entry.Role.COMMANDER,
        "tab",
        "key",
        seq * 1_000,
        seq,
        Entry.Audience.ALL,
        Entry.SCHEMA,
        event);
  }

  private static Object record(Class<?> type) {
    try {
      RecordComponent[] parts = type.getRecordComponents();
      Object[] values = new Object[parts.length];
      Class<?>[] types = new Class<?>[parts.length];
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        values[i] = value(parts[i].getGenericType());
      }
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? Map.of(value(of[0]), value(of[1]))
          : List.of(value(of[0]));
    }
    Class<?> kind = (Class<?>) type;
    if (kind == String.class) {
      return "text";
    } else if (kind == long.class || kind == Long.class) {
      return 42L;
    } else if (kind == int.class || kind == Integer.class) {
      return 7;
    } else if (kind == double.class || kind == Double.class) {
      return 0.5;
    } else if (kind == boolean.class || kind == Boolean.class) {
      return true;
    } else if (kind == Duration.class) {
      return Duration.ofSeconds(90);
    } else if (kind.isEnum()) {
      return kind.getEnumConstants()[kind.getEnumConstants().length - 1];
    } else if (kind.isSealed()) {
      return record(kind.getPermittedSubclasses()[0]);
    }
    return record(kind);
  }
}
