package dev.pagefault.scenario;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works on fields of the request, which are text. Where a charset or a zone is asked for, a {@link
 * Reference} may stand.
 */
public sealed interface FieldStep extends Step {

  /** The fields that it looks at: what they held as they passed can be read. */
  List<String> looksAt();

  /** The field that it keeps its result in, or null: it keeps none. */
  @Nullable String keeps();

  /**
   * Takes a field's bytes as the charset {@code as}, and keeps the text: what a hop does with a
   * body whose header names no charset. A field that is absent stays so.
   *
   * @param from charset that the bytes were written in
   * @param into field to keep the text in; null: the same
   */
  record Decode(
      String id,
      @Nullable String flag,
      String field,
      @Default("utf-8") String from,
      String as,
      @Nullable String into)
      implements FieldStep {
    @Override
    public List<String> looksAt() {
      return List.of(field);
    }

    @Override
    public String keeps() {
      return into == null ? field : into;
    }
  }

  /**
   * Reads a field as a {@code form} and keeps its plain text.
   *
   * @param words what an enum's field may be
   * @param into field to keep it in; null: the same
   * @param absent what to do where the field isn't there
   * @param malformed what to do where it can't be read
   * @param otherwise what is kept by {@link Lack#DEFAULT}
   * @param status to answer by {@link Lack#FAIL}
   */
  record Parse(
      String id,
      @Nullable String flag,
      String field,
      Form form,
      @Default List<String> words,
      @Nullable String into,
      @Default("fail") Lack absent,
      @Default("fail") Lack malformed,
      @Nullable String otherwise,
      @Default("500") int status)
      implements FieldStep {
    public Parse {
      words = words == null ? List.of() : List.copyOf(words);
    }

    @Override
    public List<String> looksAt() {
      return List.of(field);
    }

    @Override
    public String keeps() {
      return into == null ? field : into;
    }
  }

  /**
   * Checks a field, and answers {@code status} where the check doesn't hold.
   *
   * @param to the other field, or null: {@code value} is what it is compared with
   * @param value a constant, or the most that a length may be
   * @param zone where dates are compared: in which zone
   * @param absent what to do where either isn't there; never {@link Lack#DEFAULT}
   */
  record Compare(
      String id,
      @Nullable String flag,
      String field,
      Must must,
      @Nullable String to,
      @Nullable String value,
      @Nullable String zone,
      @Default("fail") Lack absent,
      @Default("422") int status)
      implements FieldStep {
    @Override
    public List<String> looksAt() {
      return to == null ? List.of(field) : List.of(field, to);
    }

    @Override
    public @Nullable String keeps() {
      return null;
    }
  }

  /**
   * Tells what calendar and clocks show in a zone at an instant, by the JDK's rules.
   *
   * @param field holds the instant in milliseconds since the epoch; null: now
   * @param plus is added to the instant first
   * @param status to answer where instant or zone can't be read
   */
  record LocalTime(
      String id,
      @Nullable String flag,
      @Nullable String field,
      String zone,
      @Default("0s") Duration plus,
      @Default("date") Shown shows,
      String into,
      @Default("500") int status)
      implements FieldStep {
    @Override
    public List<String> looksAt() {
      return List.of(into);
    }

    @Override
    public String keeps() {
      return into;
    }
  }

  /** What a field is read as. */
  enum Form {
    /** A whole number of 32 bits. */
    INT,
    /** A number with a decimal point. */
    DECIMAL,
    /** {@code 2026-03-29}. */
    LOCAL_DATE,
    /** {@code 2026-03-29T01:30:00+01:00}; kept as milliseconds since the epoch. */
    ZONED_TIME,
    /** One of a few words. */
    ENUM
  }

  /** What is done about a field that lacks, or lacks sense. */
  enum Lack {
    /** The endpoint ends with the step's status. */
    FAIL,
    /** The endpoint carries on without it. */
    SKIP,
    /** The endpoint carries on with what the step says. */
    DEFAULT
  }

  /** What a comparison asks for. */
  enum Must {
    /** The same text. */
    EQUAL,
    /** At most so many characters, as a column's width counts them. */
    AT_MOST_CHARACTERS,
    /** At most so many bytes in UTF-8. */
    AT_MOST_BYTES,
    /** The same date on the calendar of a zone. */
    SAME_DATE
  }

  /** What of a local time is kept. */
  enum Shown {
    /** {@code 2026-03-29}. */
    DATE,
    /** {@code 01:30}. */
    TIME,
    /** {@code 2026-03-29T01:30}. */
    DATE_TIME,
    /** {@code 2026-03-29T01:30+01:00}. */
    OFFSET_TIME
  }
}
