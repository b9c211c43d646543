package dev.pagefault.toxiproxy;

/**
 * A toxic of a proxy.
 *
 * @param toxicity from 0 to 1: how likely it works each time that it is started on a connection
 */
record AppliedToxic(String name, Direction stream, float toxicity, Toxic toxic) {}
