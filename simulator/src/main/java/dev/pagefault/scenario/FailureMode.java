package dev.pagefault.scenario;

import java.util.List;

/**
 * A named kind of failure from the one catalogue ({@code scenarios/failure-modes/catalogue.yaml}).
 *
 * @param family the group it belongs to; near misses inside it count half
 * @param phrases words by which people type it
 */
public record FailureMode(
    String id, String title, String family, String about, List<String> phrases) {}
