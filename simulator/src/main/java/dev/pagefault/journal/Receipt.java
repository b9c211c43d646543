package dev.pagefault.journal;

/**
 * What an act was answered. Unique by drill, client and key, so that an act that is sent again gets
 * its first answer and does nothing.
 *
 * @param answer as JSON
 */
public record Receipt(String drill, String client, String key, String answer) {}
