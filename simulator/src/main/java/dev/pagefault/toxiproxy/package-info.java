/**
 * An embedded TCP proxy whose streams can be made slow, lossy or dead by toxics, and the HTTP API
 * of Shopify's Toxiproxy to drive it: every call that the client library toxiproxy-java offers.
 *
 * <p>Calls only {@code time}. Whoever drives it does so through toxiproxy-java, as with a real one.
 *
 * <pre>
 *   client ──▶ Peer ──▶ Stub ──▶ Stub ──▶ Peer ──▶ upstream      one Link for each Direction
 *                        │        │
 *                     Latency  Bandwidth                         a Toxic starts a Pipe on each Stub
 * </pre>
 */
@NullMarked
package dev.pagefault.toxiproxy;

import org.jspecify.annotations.NullMarked;
