package dev.pagefault.drill;

import dev.pagefault.incident.WatchConfig;
import dev.pagefault.journal.Journal;
import dev.pagefault.time.Clock;

/** What every drill of a server stands on. */
record Surroundings(
    Journal journal,
    ProductionSource productions,
    Clock clock,
    Timings timings,
    WatchConfig watch) {}
