/**
 * The drill's events: what they are, and how they are appended durably and read.
 *
 * <p>Calls {@code scenario} (events carry changes) and {@code time}.
 */
@NullMarked
package dev.pagefault.journal;

import org.jspecify.annotations.NullMarked;
