package dev.pagefault.telemetry;

/**
 * A whole trace that was judged worth keeping.
 *
 * @param number counts the kept traces of a telemetry, from 1
 */
public record KeptTrace(long number, Trace trace) {}
