package dev.pagefault.journal;

import org.jspecify.annotations.Nullable;

/**
 * A line in the list of drills.
 *
 * @param overAs where it stands, or null: it was still running when its last event was written
 * @param score total of its scorecard, or null: its debrief hasn't come to that yet
 */
public record DrillSummary(
    String drill,
    String scenario,
    String alert,
    String name,
    long startedAtMillis,
    @Nullable String overAs,
    @Nullable Double score) {}
