package io.github.immutable.release;

import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.TrafficException;

/** {@code traffic start}: sees to it that the balancer runs. */
public final class Balancer {
  private final Site site;

  public Balancer(Site site) {
    this.site = site;
  }

  /** Starts a balancer that is ours and does not run, and says who has the traffic. */
  public String start() throws ReleaseFailure, InterruptedException {
    try {
      site.traffic().ready();
      return "the balancer runs; the traffic goes to "
          + site.traffic().active().map(Slot::label).map(slot -> "slot " + slot).orElse("nobody");
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
  }
}
