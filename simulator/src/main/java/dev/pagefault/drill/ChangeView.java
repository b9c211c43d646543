package dev.pagefault.drill;

import org.jspecify.annotations.Nullable;

/**
 * A change as the feed shows it.
 *
 * @param at epoch milliseconds of this machine; {@code storyAt} is the same on the story's clock
 * @param target selector, flag, region or datastore
 * @param you whether the viewer made it
 * @param revertible whether it can be taken back by the act {@code revert}
 * @param progress applying, done or failed
 * @param detail what became of it, in one sentence
 */
public record ChangeView(
    String id,
    long at,
    long storyAt,
    String kind,
    String target,
    String author,
    @Nullable String sha,
    String summary,
    @Nullable String diff,
    boolean you,
    boolean revertible,
    String progress,
    String detail) {}
