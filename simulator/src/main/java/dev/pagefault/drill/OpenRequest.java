package dev.pagefault.drill;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a new drill.
 *
 * @param scenario its id
 * @param name who opens it; for the log
 * @param mode {@code practice} or {@code assessed}
 * @param seed what the scenario draws from, or null: any
 */
public record OpenRequest(
    @Nullable String scenario, @Nullable String name, @Nullable String mode, @Nullable Long seed) {}
