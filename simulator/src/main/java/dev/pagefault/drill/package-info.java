/**
 * A drill from page to debrief: its lifecycle, the four steps of its notebook, what participants
 * may do and what they are shown.
 *
 * <p>Calls {@code control}, {@code incident}, {@code scoring}, {@code debrief}, {@code journal},
 * {@code scenario}. Knows nothing of HTTP.
 */
@NullMarked
package dev.pagefault.drill;

import org.jspecify.annotations.NullMarked;
