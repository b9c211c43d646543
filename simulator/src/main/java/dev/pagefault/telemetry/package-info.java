/**
 * Series, logs, spans and the change feed: bounded stores and the queries over them.
 *
 * <p>Calls only {@code time}. Knows nothing of meshes: what it stores was measured elsewhere.
 */
@NullMarked
package dev.pagefault.telemetry;

import org.jspecify.annotations.NullMarked;
