/**
 * The reveal: what really happened beside what was stated and done, from the journal's facts alone.
 * Pure, like the score it explains.
 *
 * <p>Calls {@code scoring}, {@code scenario} and the journal's events; imports no Vert.x and reads
 * no clock.
 */
@NullMarked
package dev.pagefault.debrief;

import org.jspecify.annotations.NullMarked;
