/**
 * Clock and seed: the only place that reads the machine's time or draws entropy. Everything else is
 * given them.
 *
 * <p>Calls nothing; may be called by everybody.
 */
@NullMarked
package dev.pagefault.time;

import org.jspecify.annotations.NullMarked;
