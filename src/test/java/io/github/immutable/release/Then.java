package io.github.immutable.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command has come to. What no command may ever do is looked at after each of them. */
final class Then {
  static final int KILLED = 137;
  private static final Set<Integer> SAFE =
      Set.of(Outcome.DONE, Outcome.PUT_BACK, Outcome.DONE_UNCLEAN, Outcome.PUT_BACK_UNCLEAN);

  private final World world;
  private final int exitCode;
  private final @Nullable Outcome outcome;
  private final @Nullable Exception thrown;
  private final List<String> calls;

  Then(
      World world,
      int exitCode,
      @Nullable Outcome outcome,
      @Nullable Exception thrown,
      List<String> calls) {
    this.world = world;
    this.exitCode = exitCode;
    this.outcome = outcome;
    this.thrown = thrown;
    this.calls = calls;
    assertThat(world.platform.violations).as("promises").isEmpty();
    if (SAFE.contains(exitCode)) {
      promise9();
    }
    if (exitCode == Outcome.PUT_BACK) {
      clean();
    }
  }

  World world() {
    return world;
  }

  int exitCode() {
    return exitCode;
  }

  Then thenExitCode(int expected) {
    assertThat(exitCode).as("exit code of: %s", story()).isEqualTo(expected);
    return this;
  }

  /** This version has the traffic, by the ledger, the balancer and the servers themselves. */
  Then thenLive(String version, Slot slot) {
    assertThat(world.traffic.carries()).as(story()).contains(slot);
    SlotRecord active = slot(slot);
    assertThat(active.state()).isEqualTo(SlotRecord.State.ACTIVE);
    assertThat(release(String.valueOf(active.release())).version()).isEqualTo(version);
    assertThat(world.platform.servers(slot)).hasSameSizeAs(active.servers()).isNotEmpty();
    if (outcome != null && !outcome.live().isEmpty()) {
      assertThat(outcome.live()).contains(version).contains("slot " + slot);
    }
    return this;
  }

  Then thenTrafficStaysOn(Slot slot) {
    assertThat(world.traffic.carries()).as(story()).contains(slot);
    assertThat(slot(slot).state()).isEqualTo(SlotRecord.State.ACTIVE);
    return this;
  }

  Then thenNothingLive() {
    assertThat(world.traffic.carries()).isEmpty();
    return this;
  }

  /** Nothing of the slot exists, by the ledger, Terraform's state and the platform. */
  Then thenDestroyed(Slot slot) {
    assertThat(world.platform.servers(slot)).as(story()).isEmpty();
    assertThat(world.terraform.state(world.workspace(slot))).isEmpty();
    assertThat(slot(slot)).isEqualTo(SlotRecord.empty(World.PIPELINE, slot));
    return this;
  }

  Then thenSlot(Slot slot, SlotRecord.State state, int servers) {
    assertThat(slot(slot).state()).as("slot %s: %s", slot, story()).isEqualTo(state);
    assertThat(world.platform.servers(slot)).hasSize(servers);
    return this;
  }

  Then thenRelease(String id, ReleaseRecord.State state) {
    assertThat(release(id).state()).as(story()).isEqualTo(state);
    return this;
  }

  Then thenSays(String... texts) {
    assertThat(story()).contains(texts);
    return this;
  }

  Then thenNotesNot(String text) {
    assertThat(world.progress.said).noneMatch(line -> line.contains(text));
    return this;
  }

  Then thenNotes(String text) {
    assertThat(world.progress.said).anyMatch(line -> line.contains(text));
    return this;
  }

  Then thenFailedWith(Class<? extends ReleaseFailure> failure) {
    Object because =
        outcome == null ? thrown : outcome.failure().map(Object.class::cast).orElse(null);
    assertThat(because).as(story()).isInstanceOf(failure);
    return this;
  }

  /** What there is to type or change next. */
  Then thenNext(String text) {
    assertThat(outcome).as(story()).isNotNull();
    assertThat(outcome.failure().map(ReleaseFailure::remedy)).as(story()).contains(text);
    return this;
  }

  Then thenCalled(String name, int times) {
    assertThat(calls.stream().filter(call -> call.startsWith(name))).as(name).hasSize(times);
    return this;
  }

  Then thenCalledInOrder(String... names) {
    assertThat(calls).containsSubsequence(names);
    return this;
  }

  Then thenNothingTouched() {
    assertThat(calls).filteredOn(its -> !its.startsWith("inventory")).isEmpty();
    return this;
  }

  Given afterwards() {
    return new Given(world);
  }

  SlotRecord slot(Slot slot) {
    try {
      return world.ledger.slot(World.PIPELINE, slot);
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }

  ReleaseRecord release(String id) {
    try {
      return world.ledger.release(id).orElseThrow();
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }

  List<ReleaseRecord> releases() {
    try {
      return world.ledger.releases(World.PIPELINE);
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }

  /** All that a person is shown. */
  String story() {
    if (outcome == null) {
      return exitCode + ": " + thrown;
    }
    String why = outcome.failure().map(its -> its.getMessage() + " " + its.lines()).orElse("");
    return exitCode
        + ": "
        + outcome.headline()
        + "; "
        + why
        + "; "
        + outcome.live()
        + "; "
        + outcome.left();
  }

  /** What the exit code says is so: somebody is live, and the ledger and the balancer agree. */
  private void promise9() {
    Optional<Slot> active;
    try {
      active = world.ledger.active(World.PIPELINE).map(SlotRecord::slot);
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
    assertThat(world.traffic.carries()).as("promise 9: %s", story()).isEqualTo(active);
    active.ifPresent(
        slot -> assertThat(world.platform.servers(slot)).as("promise 9: %s", story()).isNotEmpty());
  }

  /** Exit code 10 says clean. */
  private void clean() {
    List<String> owners =
        releases().stream()
            .filter(its -> its.state() != ReleaseRecord.State.FAILED)
            .map(ReleaseRecord::id)
            .toList();
    assertThat(world.platform.servers()).as(story()).allMatch(its -> owners.contains(its.release));
    assertThat(world.platform.builders()).as(story()).isEmpty();
  }
}
