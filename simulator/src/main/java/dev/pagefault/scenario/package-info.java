/**
 * The immutable model of topologies, scenarios, answers and failure modes; its reader and its lint.
 * Pure data.
 *
 * <p>Calls only {@code time}; imports no Vert.x, reads no clock, and does no I/O beyond reading the
 * files it is given.
 */
@NullMarked
package dev.pagefault.scenario;

import org.jspecify.annotations.NullMarked;
