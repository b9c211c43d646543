package dev.pagefault.drill;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as it may be shown.
 *
 * @param seq of the journal's event
 * @param at epoch milliseconds, UTC
 * @param by {@code you}, a participant's name, or {@code system}
 * @param kind such as page, note, change, hypothesis; see {@link Timeline}
 */
public record TimelineEntry(
    long seq, long at, String by, String kind, String text, @Nullable Ref ref) {

  /** Where to look: a place of the desk, and what in it. */
  public record Ref(String place, String target) {}
}
