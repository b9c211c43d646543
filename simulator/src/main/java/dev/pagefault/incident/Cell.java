package dev.pagefault.incident;

/**
 * One value of one dimension by which customers are split: {@code journey}, {@code region}, or a
 * segment's name.
 */
public record Cell(String dimension, String value) {}
