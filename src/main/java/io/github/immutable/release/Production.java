package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.FrontDoor;
import io.github.immutable.traffic.TrafficException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is live, by asking the balancer, the servers and the front door, and not by memory. */
final class Production {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ANSWERS = 3;

  private final Site site;

  Production(Site site) {
    this.site = site;
  }

  /**
   * What was found.
   *
   * @param slot that the balancer gives the traffic to
   * @param release that the ledger says is in that slot
   * @param servers of that slot, each with its check
   * @param problem why production is not safe; empty when it is
   */
  record Live(
      Optional<Slot> slot,
      Optional<ReleaseRecord> release,
      Map<Server, CheckResult> servers,
      Optional<Problem> problem) {

    /**
     * Why production is not safe.
     *
     * @param next what to type about it
     */
    record Problem(String what, String next) {
      static Problem of(TrafficException failure) {
        return new Problem(String.valueOf(failure.getMessage()), failure.remedy());
      }
    }

    /** Whether what should be live is live and answers. */
    boolean safe() {
      return problem.isEmpty();
    }

    /** Whether any of the servers is. */
    boolean anyHealthy() {
      return servers.values().stream().anyMatch(CheckResult::passed);
    }

    /** One line for people. */
    String sentence() {
      String what =
          release
              .map(
                  its ->
                      its.version()
                          + " (release "
                          + its.id()
                          + ", slot "
                          + slot.map(Slot::label).orElse("none")
                          + ", "
                          + servers.values().stream().filter(CheckResult::passed).count()
                          + " of "
                          + Words.count(servers.size(), "server")
                          + " healthy)")
              .orElse("nothing");
      return problem.map(why -> what + ": " + why.what()).orElse(what);
    }
  }

  /** What is to be said when nobody waited for a look: that it is not known to be safe. */
  static Live notProbed() {
    return new Live(
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(
            new Live.Problem("it could not be probed", "immutable status   probes it now")));
  }

  /** Looks. */
  Live probe() throws LedgerException, InterruptedException {
    Optional<SlotRecord> active = site.ledger().active(site.pipeline().name());
    Optional<ReleaseRecord> release = Optional.empty();
    if (active.isPresent() && active.get().release() != null) {
      release = site.ledger().release(active.get().release());
    }
    Optional<Slot> slot;
    try {
      slot = site.traffic().active();
    } catch (TrafficException e) {
      return new Live(Optional.empty(), release, Map.of(), Optional.of(Live.Problem.of(e)));
    }
    Optional<SlotRecord> switched = switched(slot, active);
    if (switched.isPresent()) {
      active = switched;
      release = site.ledger().release(String.valueOf(switched.get().release()));
    }
    if (!slot.equals(active.map(SlotRecord::slot))) {
      String problem =
          "the balancer gives the traffic to "
              + slot.map(Slot::label).orElse("nobody")
              + ", the ledger says "
              + active.map(its -> its.slot().label()).orElse("nobody");
      return new Live(
          slot,
          release,
          Map.of(),
          Optional.of(new Live.Problem(problem, "immutable help drift   says what to do")));
    }
    if (active.isEmpty() || release.isEmpty()) {
      return new Live(slot, release, Map.of(), Optional.empty());
    }
    Map<Server, CheckResult> servers = checks(active.get(), release.get());
    return new Live(slot, release, servers, problem(active.get(), release.get(), servers));
  }

  /**
   * The slot that the balancer names instead of the ledger, because a release was cut short between
   * its switch and the record of it. Both of its slots are proved, and either may be live.
   */
  private Optional<SlotRecord> switched(Optional<Slot> slot, Optional<SlotRecord> active)
      throws LedgerException {
    String pipeline = site.pipeline().name();
    Optional<ReleaseRecord> holder = site.ledger().holder(pipeline);
    if (slot.isEmpty() || holder.isEmpty() || slot.equals(active.map(SlotRecord::slot))) {
      return Optional.empty();
    }
    boolean its =
        new Journal(site).begun(holder.get().id(), Journal.PROMOTE)
            && (slot.get() == holder.get().slot() || slot.get() == holder.get().replaced());
    SlotRecord found = site.ledger().slot(pipeline, slot.get());
    return its && found.release() != null ? Optional.of(found) : Optional.empty();
  }

  /** Checks the servers of a slot, each once, for the image that the release has. */
  Map<Server, CheckResult> checks(SlotRecord slot, ReleaseRecord release)
      throws InterruptedException {
    return new LinkedHashMap<>(
        site.health(release.id()).once(slot.servers(), Verify.imageId(release)));
  }

  private Optional<Live.Problem> problem(
      SlotRecord slot, ReleaseRecord release, Map<Server, CheckResult> servers)
      throws InterruptedException {
    if (servers.values().stream().noneMatch(CheckResult::passed)) {
      return Optional.of(
          new Live.Problem(
              "none of its servers is healthy",
              "immutable release "
                  + release.version()
                  + " --again   replaces them; or immutable rollback"));
    }
    try (FrontDoor frontDoor = site.frontDoor()) {
      return frontDoor
          .confirm(slot.slot(), new Confirmation(site).expects(release), ANSWERS, PATIENCE)
          .map(
              why ->
                  new Live.Problem(
                      "the front door does not answer from it: " + why,
                      "immutable help production   says where to look"));
    } catch (TrafficException e) {
      return Optional.of(Live.Problem.of(e));
    }
  }
}
