package io.github.immutable.servers;

import io.github.immutable.pipeline.RootWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan may touch: one slot, and none of the servers that carry the traffic (promise 1).
 *
 * @param slot the only slot that the act at hand is about
 * @param active the servers that carry the traffic now
 * @param words of the root; in a state that slots share, they say which resources are whose
 */
public record PlanGuard(Slot slot, List<Server> active, RootWords words) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  PlanGuard(Slot slot, List<Server> active) {
    this(slot, active, RootWords.USUAL);
  }

  /**
   * What the plan of a launch would do beyond its own slot.
   *
   * @param atLeast servers that the slot must have afterwards
   * @param image the exact artifact that they must run
   * @return empty when the plan may be applied
   */
  List<String> againstLaunch(Plan plan, int atLeast, String image) {
    List<String> reasons = againstOtherSlots(plan);
    for (Plan.ResourceChange change : plan.changes()) {
      if (change.actions().contains("forget")) {
        reasons.add(change.address() + ": would stand on, and no state would know of it");
      }
      if (change.imported()) {
        reasons.add(change.address() + ": stands already, and a launch makes servers of its own");
      }
    }
    if (plan.servers().isPresent()) {
      reasons.addAll(against(plan.servers().get(), atLeast, image));
    } else {
      // An address is often known only after the apply, but a name that is known counts.
      active.stream()
          .map(Server::name)
          .filter(plan.names()::contains)
          .forEach(name -> reasons.add(name + " is a server of the active slot"));
    }
    return reasons;
  }

  /** What the plan of a destroy would do beyond its own slot; empty when it may be applied. */
  List<String> againstDestroy(Plan plan) {
    List<String> reasons = againstOtherSlots(plan);
    for (Plan.ResourceChange change : plan.changes()) {
      if (words.shared()) {
        continue; // its own resources may stay, as a group of no servers does
      }
      boolean removes = List.of(List.of("delete"), List.of("no-op")).contains(change.actions());
      if (!removes && !change.actions().equals(List.of("read"))) {
        reasons.add(
            change.address() + ": " + change.actions() + ", where only a delete was asked for");
      }
    }
    return reasons;
  }

  /** What is wrong with servers that were planned or made for the slot; empty when nothing is. */
  List<String> against(List<Server> servers, int atLeast, String image) {
    List<String> reasons = new ArrayList<>();
    if (servers.isEmpty() || servers.size() < atLeast) {
      reasons.add(servers.size() + " servers where at least " + atLeast + " are needed");
    }
    Set<String> taken = new HashSet<>();
    for (Server server : active) {
      taken.add(server.name());
      taken.add(server.endpoint());
    }
    for (Server server : servers) {
      if (taken.contains(server.name()) || taken.contains(server.endpoint())) {
        reasons.add(server.name() + " at " + server.endpoint() + " is a server of the active slot");
      }
      if (server.image() != null && !server.image().equals(image)) {
        reasons.add(server.name() + " would run " + server.image() + ", not " + image);
      }
    }
    return reasons;
  }

  private List<String> againstOtherSlots(Plan plan) {
    List<String> reasons = new ArrayList<>();
    boolean told = !words.shared() && !words.variable("slot", slot.label()).isEmpty();
    if (told && !plan.slot().equals(Optional.of(slot.label()))) {
      reasons.add(
          "its variable \"slot\" is " + plan.slot().orElse("not set") + ", not " + slot.label());
    }
    // Not all that belongs to a server has its name or address, such as its disks.
    for (Server server : active) {
      if (plan.stood().contains(server.name()) || plan.stood().contains(server.endpoint())) {
        reasons.add("its state is the one of active server " + server.name());
      }
    }
    for (Plan.ResourceChange change : plan.changes()) {
      if (words.shared()
          && change.changes()
          && (change.moved() || !words.owns(slot.label(), change.address()))) {
        reasons.add(change.address() + ": " + deed(change) + ", and it is not of slot " + slot);
      }
      for (Server server : active) {
        if (change.touchesWhatExists() && holds(change, server, plan.addresses())) {
          reasons.add(
              change.address() + ": " + deed(change) + " of active server " + server.name());
        }
      }
    }
    return reasons;
  }

  private static String deed(Plan.ResourceChange change) {
    return change.moved() ? change.actions() + " and move" : change.actions().toString();
  }

  /**
   * Whether the resource is this server, by its name or its address. Where servers share an address
   * it takes the port as well.
   */
  private boolean holds(Plan.ResourceChange change, Server server, Set<String> addresses) {
    Set<String> before = change.before();
    boolean shared =
        LOOPBACK.contains(server.address())
            || addresses.contains(server.address())
            || active.stream().filter(one -> one.address().equals(server.address())).count() > 1;
    return before.contains(server.name())
        || before.contains(server.endpoint())
        || (before.contains(server.address())
            && (!shared || before.contains(String.valueOf(server.port()))));
  }
}
