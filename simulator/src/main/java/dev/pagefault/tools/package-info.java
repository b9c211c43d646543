/**
 * What running drills show to an operator's own tools, where the operator wants that: metrics in
 * Prometheus' text format, spans over OTLP. Only what a trainee sees anyway.
 *
 * <p>Calls {@code drill} for which drills run, and {@code telemetry}.
 */
@NullMarked
package dev.pagefault.tools;

import org.jspecify.annotations.NullMarked;
