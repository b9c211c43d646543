/**
 * HTTP and server-sent events: routes, one class a noun, and the views that participants see. The
 * only user of vertx-web. Reads run on virtual threads, never on an event loop.
 *
 * <p>Calls {@code drill}, {@code scenario}, {@code telemetry} and {@code control}'s reads.
 */
@NullMarked
package dev.pagefault.web;

import org.jspecify.annotations.NullMarked;
