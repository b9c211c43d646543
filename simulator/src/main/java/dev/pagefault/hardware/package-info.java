/**
 * What a laptop can't give fifty meshes: processors with quotas, heaps in containers, block
 * volumes. Each is a pure ledger over given instants and a thin shell that waits.
 *
 * <p>Calls only {@code time}. Knows nothing of meshes: it is asked to spend, and it takes its time.
 */
@NullMarked
package dev.pagefault.hardware;

import org.jspecify.annotations.NullMarked;
