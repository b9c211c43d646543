/**
 * SLIs, SLOs, burn rate, alerts and pages; baseline bands and onset. Pure over what was counted
 * each second.
 *
 * <p>Calls {@code telemetry}'s values and {@code scenario}; imports no Vert.x and reads no clock.
 */
@NullMarked
package dev.pagefault.incident;

import org.jspecify.annotations.NullMarked;
