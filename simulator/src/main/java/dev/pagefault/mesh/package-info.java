/**
 * The miniature production: instances that are real HTTP servers, links with real pools, databases,
 * queues; and the state that changes alter.
 *
 * <p>Calls {@code hardware}, {@code toxiproxy}, {@code telemetry}, {@code scenario}, {@code time}.
 * Only {@code control} alters a running mesh.
 */
@NullMarked
package dev.pagefault.mesh;

import org.jspecify.annotations.NullMarked;
