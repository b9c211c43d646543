package dev.pagefault.toxiproxy;

import dev.pagefault.time.Clock;
import java.util.SplittableRandom;

/** What the stubs of one proxy share; all of it is used on that proxy's event loop only. */
record Around(Alarms alarms, Clock clock, SplittableRandom random) {}
