package dev.pagefault.scoring;

import dev.pagefault.scenario.Change;

/**
 * What a change costs in the rule of the smallest fix: the published table. The number grows with
 * how much of production a change touches and how long it stays touched.
 *
 * <pre>
 * flag 1 · cancel a statement 1 · config 2 · drain 2 an instance, 8 at most · deploy or rollback 3
 * scale 4 · restart 4 · restart every instance of a service 8 · traffic shift (failover) 10
 * </pre>
 */
public final class Costs {

  private static final int FLAG = 1;
  private static final int CANCEL = 1;
  private static final int CONFIG = 2;
  private static final int DRAIN_ONE = 2;
  private static final int DEPLOY = 3;
  private static final int SCALE = 4;
  private static final int RESTART = 4;
  private static final int EVERY_INSTANCE = 8;
  private static final int FAILOVER = 10;

  private Costs() {}

  /**
   * Cost of one change.
   *
   * @param touched instances that the change touches
   * @param all instances of the service that it names, over all regions
   */
  public static int of(Change change, int touched, int all) {
    return switch (change) {
      case Change.Flag flag -> FLAG;
      case Change.Cancel cancel -> CANCEL;
      case Change.Config config -> CONFIG;
      case Change.Drain drain -> Math.clamp((long) DRAIN_ONE * touched, DRAIN_ONE, EVERY_INSTANCE);
      case Change.Deploy deploy -> DEPLOY;
      case Change.Scale scale -> SCALE;
      // The only instance of a service is one restart, as it is for everybody who does it.
      case Change.Restart restart -> touched > 1 && touched >= all ? EVERY_INSTANCE : RESTART;
      case Change.Traffic traffic -> FAILOVER;
      // Customers are out of reach of people on call; a facilitator who moves them moves a lot.
      case Change.Load load -> FAILOVER;
      // The network is out of their reach too.
      case Change.Toxic toxic -> FAILOVER;
    };
  }
}
