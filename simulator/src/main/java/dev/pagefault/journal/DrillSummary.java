package dev.pagefault.journal;

import org.jspecify.annotations.Nullable;

/**
 * A line in the list of drills.
 *
 * @param endedBecause the reason of {@link JournalEvent.Ended}, or null: it was still running when
 *     its last event was written
 * @param score total of its scorecard, or null: none yet
 */
public record DrillSummary(
    String drill,
    String scenario,
    String alert,
    String name,
    long startedAtMillis,
    @Nullable String endedBecause,
    @Nullable Double score) {}
