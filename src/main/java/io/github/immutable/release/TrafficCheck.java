package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.pipeline.Traffic;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.Act;
import io.github.immutable.traffic.DriverCheck;
import io.github.immutable.traffic.TrafficException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code traffic check}: tries the pipeline's own driver out, where nobody is served by it. */
public final class TrafficCheck {
  private final Site site;

  public TrafficCheck(Site site) {
    this.site = site;
  }

  /**
   * Tries everything that a release asks of a driver.
   *
   * @param address of this machine, under which the balancer reaches it
   * @param told is handed each step as it ends
   * @return the exit code
   */
  public int run(String address, Consumer<DriverCheck.Step> told)
      throws ReleaseFailure, LedgerException, InterruptedException {
    Traffic traffic = site.pipeline().traffic();
    if (traffic.haproxy() != null) {
      throw new ReleaseFailure.BadRequest(
          "pipeline " + site.pipeline().name() + " has no driver of its own, but an HAProxy",
          "immutable doctor   looks at an HAProxy; this is for traffic.command and"
              + " traffic.terraform");
    }
    refuseWhatIsUsed();
    DriverCheck check =
        new DriverCheck(
            site.traffic(),
            traffic.frontDoor(),
            traffic.confirm().answers(),
            traffic.confirm().within(),
            traffic.command() != null,
            told);
    Act act = Act.begin("the check of the traffic driver");
    try {
      return exitCode(check.run(address));
    } catch (IOException e) {
      throw new ReleaseFailure.BadRequest(
          "no server can be started under " + address + ": " + e.getMessage(),
          "let --address be one of this machine's, under which the balancer reaches it");
    } finally {
      act.end();
    }
  }

  private static int exitCode(DriverCheck.Ending ending) {
    return switch (ending) {
      case CONFORMS -> Outcome.DONE;
      case FAILS -> Outcome.PUT_BACK;
      case STUCK -> Outcome.OPERATOR_NEEDED;
    };
  }

  /** The check moves the traffic, so there must be none. */
  private void refuseWhatIsUsed() throws ReleaseFailure, LedgerException, InterruptedException {
    String pipeline = site.pipeline().name();
    Optional<ReleaseRecord> holder = site.ledger().holder(pipeline);
    if (holder.isPresent()) {
      throw refused("release " + holder.get().id() + " is not over");
    }
    for (Slot slot : Slot.values()) {
      SlotRecord.State state = site.ledger().slot(pipeline, slot).state();
      if (state != SlotRecord.State.EMPTY) {
        throw refused("slot " + slot + " is " + state.label());
      }
    }
    try {
      Optional<Slot> active = site.traffic().active();
      if (active.isPresent()) {
        throw refused("the balancer gives the traffic to " + active.get());
      }
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
  }

  private ReleaseFailure.BadRequest refused(String why) {
    return new ReleaseFailure.BadRequest(
        "the check would move the traffic of pipeline " + site.pipeline().name() + ": " + why,
        "check the driver in a pipeline of its own, with a front door that nobody uses");
  }
}
