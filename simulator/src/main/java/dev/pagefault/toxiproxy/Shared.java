package dev.pagefault.toxiproxy;

import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;

/** What the proxies of one server share. */
record Shared(VertxInternal vertx, NetClient client, Clock clock, Seed seed, Open open) {}
