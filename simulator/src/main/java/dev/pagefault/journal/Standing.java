package dev.pagefault.journal;

import org.jspecify.annotations.Nullable;

/**
 * Where a drill that is over stands, for the list.
 *
 * @param overAs its state
 * @param score total of its scorecard, or null: its debrief hasn't come to that yet
 */
public record Standing(String drill, String overAs, @Nullable Double score) {}
