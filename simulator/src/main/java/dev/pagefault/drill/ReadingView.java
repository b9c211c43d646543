package dev.pagefault.drill;

import java.util.List;
import java.util.Map;

/**
 * What a diagnostic showed.
 *
 * @param at epoch milliseconds, UTC
 * @param outcome one of the diagnostic's closed list
 * @param why the comparison that led to it
 * @param text as the real tool prints it
 * @param rows the same as a table; may be empty
 */
public record ReadingView(
    long at, String outcome, String why, String text, List<Map<String, String>> rows) {}
