/**
 * The second runtime: a mesh in containers, one for each instance, broker and database server, and
 * a real Toxiproxy. Started and watched by Testcontainers on this machine's Docker engine.
 *
 * <p>Calls {@code mesh}, whose {@link dev.pagefault.mesh.Site} it is, and what that may call.
 * {@link dev.pagefault.mesh.docker.Box} is what runs inside of a container.
 */
@NullMarked
package dev.pagefault.mesh.docker;

import org.jspecify.annotations.NullMarked;
