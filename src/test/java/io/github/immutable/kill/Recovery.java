package io.github.immutable.kill;

import static io.github.immutable.kill.EstateSite.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.release.Outcome;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be so in an estate after {@code resume} or {@code abort}. */
record Recovery(Estate estate, Scenario scenario, Tally tally) {
  private static final Set<Integer> WELL =
      Set.of(Outcome.DONE, Outcome.PUT_BACK, Outcome.DONE_UNCLEAN);

  /** Which version a recovery must make live. */
  static String expected(Estate estate, Scenario scenario, String verb) throws LedgerException {
    try (EstateSite site = new EstateSite(estate, Gate.open())) {
      Ledger ledger = site.ledger();
      Optional<ReleaseRecord> its = ledger.release(PIPELINE + "-" + (scenario.before().size() + 1));
      if (its.isEmpty() || scenario.fails()) {
        return scenario.liveBefore();
      }
      if (!its.get().holds()) {
        return its.get().state() == ReleaseRecord.State.COMPLETED
            ? scenario.brings()
            : scenario.liveBefore();
      }
      boolean soaked =
          ledger.stages(its.get().id()).stream()
              .anyMatch(stage -> stage.stage().equals("soak") && "done".equals(stage.outcome()));
      return verb.equals("resume") || soaked ? scenario.brings() : scenario.liveBefore();
    }
  }

  /** A failure in one line. */
  static String line(Throwable failure) {
    return failure.toString().replaceAll("\\s+", " ");
  }

  /** Types it in this process, and looks. */
  List<String> inThisProcess(String verb) throws Exception {
    Gate gate = Gate.open();
    try (EstateSite site = new EstateSite(estate, gate)) {
      Outcome outcome = site.run(List.of(verb));
      assertThat(WELL).as("%s: %s", verb, outcome).contains(outcome.exitCode());
    }
    return gate.passed();
  }

  /** One live version with all its servers well, and nothing else. */
  void isWhole(String live, String verb) throws Exception {
    retire();
    try (EstateSite site = new EstateSite(estate, Gate.open())) {
      look(site.ledger(), live);
      Outcome again = site.run(List.of(verb));
      assertThat(again.exitCode()).as("%s again: %s", verb, again).isZero();
      assertThat(again.headline()).startsWith("nothing to " + verb);
    }
    estate.change("mend", its -> its.ailment = Estate.Ailment.NONE);
    String next = live.equals("v1") ? "v2" : "v1";
    try (EstateSite site = new EstateSite(estate, Gate.open())) {
      Outcome released = site.run(List.of("release", next));
      assertThat(released.exitCode()).as("the next release: %s", released).isZero();
      look(site.ledger(), next);
    }
  }

  /** What abort leaves of a release that is live, {@code retire} removes. */
  private void retire() throws Exception {
    try (EstateSite site = new EstateSite(estate, Gate.open())) {
      Outcome retired = site.run(List.of("retire"));
      assertThat(retired.exitCode()).as("retire: %s", retired).isZero();
    }
  }

  private void look(Ledger ledger, String live) throws LedgerException {
    Estate.Things things = estate.look();
    tally.violations(things.violations.size());
    assertThat(things.violations).as("what was done and may not be").isEmpty();
    assertThat(ledger.releases(PIPELINE)).noneMatch(ReleaseRecord::holds);
    tally.orphans(things.builders.size());
    assertThat(things.builders).as("builders").isEmpty();
    Optional<SlotRecord> active = ledger.active(PIPELINE);
    assertThat(Optional.ofNullable(things.active)).isEqualTo(active.map(SlotRecord::slot));
    String version =
        active.isEmpty()
            ? ""
            : ledger.release(String.valueOf(active.get().release())).orElseThrow().version();
    assertThat(version).as("what is live").isEqualTo(live);
    for (Slot slot : Slot.values()) {
      look(ledger.slot(PIPELINE, slot), things);
    }
  }

  private void look(SlotRecord slot, Estate.Things things) {
    assertThat(slot.state())
        .as("slot %s", slot.slot())
        .isIn(SlotRecord.State.EMPTY, SlotRecord.State.ACTIVE, SlotRecord.State.STANDBY);
    List<Server> there =
        things.machines.stream()
            .filter(its -> its.slot() == slot.slot())
            .map(Estate.Machine::server)
            .toList();
    long names = there.stream().map(Server::name).distinct().count();
    tally.duplicates(there.size() - (int) names);
    tally.orphans((int) there.stream().filter(its -> !slot.servers().contains(its)).count());
    assertThat(there)
        .as("slot %s", slot.slot())
        .containsExactlyInAnyOrderElementsOf(slot.servers());
    assertThat(there).hasSize(slot.state() == SlotRecord.State.EMPTY ? 0 : 2);
    String workspace = "web-" + PIPELINE + "-" + slot.slot();
    assertThat(things.states.getOrDefault(workspace, List.of()))
        .as("Terraform's state of slot %s", slot.slot())
        .hasSameSizeAs(there);
  }
}
