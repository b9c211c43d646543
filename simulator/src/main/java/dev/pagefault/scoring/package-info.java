/**
 * Journal × answer × facts → scorecard. Pure: replaying the same journal gives the same score to
 * the digit.
 *
 * <p>Calls {@code scenario} and the journal's events; imports no Vert.x and reads no clock. {@code
 * StrictMath} only.
 */
@NullMarked
package dev.pagefault.scoring;

import org.jspecify.annotations.NullMarked;
