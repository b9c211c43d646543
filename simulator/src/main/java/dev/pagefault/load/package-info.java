/**
 * Customers: open-loop seeded arrivals, journeys, and what users saw.
 *
 * <p>Reaches the mesh only through its front door; calls {@code incident}'s counts, {@code
 * telemetry} and {@code scenario}.
 */
@NullMarked
package dev.pagefault.load;

import org.jspecify.annotations.NullMarked;
