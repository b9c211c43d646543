/**
 * Scripted players and the proof of scenarios: they come in through the same door as a person.
 *
 * <p>Calls {@code drill} and what a participant can see through it; knows the answer only where its
 * script says so (the expert and the proof).
 */
@NullMarked
package dev.pagefault.bot;

import org.jspecify.annotations.NullMarked;
