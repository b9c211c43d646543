/**
 * What a laptop can't give fifty meshes: processors with quotas (heaps and volumes to come),
 * modelled behind one small interface.
 *
 * <p>Calls only {@code time}. Knows nothing of meshes: it is asked to spend, and it takes its time.
 */
@NullMarked
package dev.pagefault.hardware;

import org.jspecify.annotations.NullMarked;
