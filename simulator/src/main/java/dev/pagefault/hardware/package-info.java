/**
 * What a process stands on: processors with quotas, heaps in containers, block volumes; modelled,
 * and real. A model is what a laptop can't give fifty meshes: a pure ledger over given instants and
 * a thin shell that waits. What is real computes, holds memory and reads what JVM and kernel tell,
 * in a container of its own ({@link RealMachine}).
 *
 * <p>Calls only {@code time}. Knows nothing of meshes: it is asked to spend, and it takes its time.
 */
@NullMarked
package dev.pagefault.hardware;

import org.jspecify.annotations.NullMarked;
