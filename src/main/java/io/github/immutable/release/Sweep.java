package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.Explained;
import io.github.immutable.tool.ToolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code sweep}: removes what dead runs of this pipeline have left, and nothing else. */
public final class Sweep {
  private static final String ACT = "sweep";

  private final Site site;

  public Sweep(Site site) {
    this.site = site;
  }

  /**
   * What nothing accounts for.
   *
   * @param packer whether a Packer is still at work whose run is dead
   * @param strays servers and build servers to remove
   * @param leftAlone what carries this pipeline's labels and is not removed, and why
   */
  public record Found(boolean packer, List<Stray> strays, List<String> leftAlone) {

    /** Whether there is nothing to remove. */
    public boolean nothing() {
      return strays.isEmpty() && !packer;
    }

    /** What would be removed, a line each. */
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      if (packer) {
        lines.add("a Packer that is still at work, though its run is dead");
      }
      strays.forEach(stray -> lines.add(stray.what() + ", made for release " + stray.release()));
      return lines;
    }
  }

  /**
   * Looks for leftovers.
   *
   * @throws ReleaseFailure when an unfinished release may still want them, or nobody can say which
   *     servers are live
   */
  public Found look() throws ReleaseFailure, LedgerException, InterruptedException {
    new Opening(site).refuseUnfinished();
    new Opening(site).refuseOtherTraffic();
    Inventory inventory = site.neededInventory();
    Map<String, ReleaseRecord> releases = new LinkedHashMap<>();
    for (ReleaseRecord release : site.ledger().releases(site.pipeline().name())) {
      releases.put(release.id(), release);
    }
    try {
      StrayServers servers = StrayServers.among(site, inventory, releases.keySet());
      List<Stray> strays = new ArrayList<>(servers.strays());
      for (ReleaseRecord release : releases.values()) {
        // one with an image has ended its build, and Packer has removed what it used
        if (release.image() == null) {
          for (String id : inventory.builders(site.run(release.id()))) {
            strays.add(new Stray(id, "build server " + id, release.id()));
          }
        }
      }
      return new Found(site.buildLock().held(), strays, servers.leftAlone());
    } catch (ServersException | ToolException e) {
      throw new ReleaseFailure.InventoryFailed(e);
    }
  }

  /** Removes what was found, and looks again. Repeatable. */
  public Outcome remove(Found found) throws ReleaseFailure, LedgerException {
    site.progress().begin(ACT, Words.count(found.lines().size(), "leftover"));
    try {
      return removeAll(found);
    } catch (InterruptedException e) {
      return Interruption.of(
          site,
          "sweep was interrupted",
          Optional.empty(),
          ACT,
          List.of("of these some may still stand: " + String.join(", ", found.lines())));
    }
  }

  private Outcome removeAll(Found found)
      throws ReleaseFailure, LedgerException, InterruptedException {
    Map<Stray, Explained> refused = new LinkedHashMap<>();
    if (found.packer()) {
      site.progress().busy("stopping Packer");
      site.buildLock().stop(site.time());
    }
    for (Stray stray : found.strays()) {
      Optional<Inventory> inventory = site.inventory(stray.release(), ACT);
      try {
        site.progress().busy(stray.what());
        inventory.orElseThrow().remove(stray.id());
        site.progress().note("removed " + stray.what());
      } catch (ServersException | ToolException e) {
        refused.put(stray, e);
      }
    }
    Found again = look();
    if (!again.nothing()) {
      return unclean(again, refused);
    }
    site.progress().done(Words.count(found.lines().size(), "leftover") + " removed");
    return done(Words.count(found.lines().size(), "leftover") + " removed", again);
  }

  /** How it ends where there is nothing to remove. */
  public Outcome nothing(Found found) {
    return done("nothing is left over in pipeline " + site.pipeline().name(), found);
  }

  /** How it ends for somebody who only wanted to see them. */
  public Outcome shown(Found found) {
    return done(Words.count(found.lines().size(), "leftover") + "; nothing was removed", found);
  }

  private static Outcome done(String headline, Found left) {
    return new Outcome(
        Outcome.DONE, headline, Optional.empty(), Optional.empty(), "", left.lines());
  }

  private Outcome unclean(Found again, Map<Stray, Explained> refused)
      throws LedgerException, InterruptedException {
    List<String> lines = new ArrayList<>();
    refused.forEach((stray, why) -> lines.add(stray.what() + ": " + why.getMessage()));
    refused.values().stream().findFirst().ifPresent(why -> lines.addAll(why.lines()));
    ReleaseFailure failure =
        new ReleaseFailure.SweepFailed(
            Words.count(again.lines().size(), "leftover") + " could not be removed", lines);
    site.progress().failed(String.valueOf(failure.getMessage()));
    Production.Live live = new Production(site).probe();
    return new Outcome(
        live.safe() ? Outcome.DONE_UNCLEAN : Outcome.OPERATOR_NEEDED,
        String.valueOf(failure.getMessage()),
        Optional.empty(),
        Optional.of(failure),
        live.sentence(),
        again.lines());
  }
}
