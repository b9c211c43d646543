package dev.pagefault.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * A change that was announced.
 *
 * @param atMillis when it is said to have happened, epoch milliseconds
 * @param kind {@code deploy}, {@code config}, {@code flag}, {@code scale}, …
 * @param target selector or name of what it touched
 * @param author who made it, as the feed shows it
 * @param sha abbreviated commit, where it has one
 * @param diff what a reviewer saw, where there was something to review
 * @param by id of the participant who made it, or {@code system}
 */
public record FeedEntry(
    String id,
    long atMillis,
    String kind,
    String target,
    String author,
    @Nullable String sha,
    String summary,
    @Nullable String diff,
    String by) {}
