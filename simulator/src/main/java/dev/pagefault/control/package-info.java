/**
 * Applies and reverts changes, and puts a mesh, its load and its telemetry together into a
 * production. The only code that alters a running mesh.
 *
 * <p>Calls {@code mesh}, {@code load}, {@code incident}, {@code telemetry}, {@code scenario}.
 */
@NullMarked
package dev.pagefault.control;

import org.jspecify.annotations.NullMarked;
