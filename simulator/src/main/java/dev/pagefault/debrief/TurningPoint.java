package dev.pagefault.debrief;

import org.jspecify.annotations.Nullable;

/**
 * The one reading that would have told two explanations apart best, and what was being looked at
 * meanwhile.
 *
 * @param outcome what it shows when the cause is true
 * @param at when it was first opened, epoch milliseconds; null: never
 */
public record TurningPoint(
    String text, String diagnostic, String target, String outcome, @Nullable Long at) {}
