package io.github.immutable.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.image.Commit;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.StageRecord;
import io.github.immutable.ledger.ToolRecord;
import io.github.immutable.servers.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EstimateTest extends Scenarios {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private World world;
  private Ledger ledger;

  @BeforeEach
  void an_empty_ledger() {
    world = given().world();
    ledger = world.ledger;
  }

  @Test
  void without_a_record_nothing_is_known() throws Exception {
    Estimate estimate = Estimate.of(ledger, World.PIPELINE, false, false);

    assertThat(estimate.stages()).extracting(Estimate.StageTime::of).containsOnly(0);
    assertThat(estimate.stages()).extracting(Estimate.StageTime::seconds).containsOnlyNulls();
    assertThat(estimate.complete()).isFalse();
  }

  @Test
  void it_is_the_median_of_the_last_five() throws Exception {
    for (int seconds : List.of(99, 99, 1, 9, 2, 8, 4)) {
      stage(release(), "launch", "done", seconds);
    }

    assertThat(time("launch")).isEqualTo(new Estimate.StageTime("launch", 4.0, 5));
  }

  @Test
  void of_an_even_number_it_is_between_the_two_in_the_middle() throws Exception {
    stage(release(), "verify", "done", 2);
    stage(release(), "verify", "done", 5);

    assertThat(time("verify")).isEqualTo(new Estimate.StageTime("verify", 3.5, 2));
  }

  @Test
  void stages_that_failed_or_found_nothing_to_do_do_not_count() throws Exception {
    stage(release(), "launch", "failed", 60);
    ReleaseRecord unchanged = release();
    stage(unchanged, "launch", "done", 0);
    ledger.put(unchanged.ended(ReleaseRecord.State.UNCHANGED, 0, "", NOON));
    ReleaseRecord first = release();
    stage(first, "retire", "done", 0);
    stage(first, "build", "done", 1);

    assertThat(time("launch").of()).isZero();
    assertThat(time("retire").of()).as("a first release has nobody to retire").isZero();
    assertThat(time("build").of()).as("a build that found its image").isZero();
  }

  @Test
  void a_build_counts_where_packer_ran_and_retiring_where_servers_were_replaced() throws Exception {
    ReleaseRecord release = release();
    ledger.put(
        new ToolRecord(release.id(), "packer-build", List.of("packer"), NOON, "log", 1000, 0));
    stage(release, "build", "done", 40);
    ReleaseRecord second = release();
    ledger.put(second.withLaunch(Slot.GREEN, "digest", Map.of(), Slot.BLUE));
    stage(second, "retire", "done", 3);

    assertThat(time("build")).isEqualTo(new Estimate.StageTime("build", 40.0, 1));
    assertThat(time("retire")).isEqualTo(new Estimate.StageTime("retire", 3.0, 1));
  }

  @Test
  void all_together_is_their_sum_and_complete_only_with_all_of_them() throws Exception {
    ReleaseRecord release = release();
    for (String stage : List.of("launch", "verify", "promote", "soak")) {
      stage(release, stage, "done", 2);
    }

    assertThat(Estimate.of(ledger, World.PIPELINE, false, false).seconds()).isEqualTo(8.0);
    assertThat(Estimate.of(ledger, World.PIPELINE, false, false).complete()).isTrue();
    assertThat(Estimate.of(ledger, World.PIPELINE, false, true).complete()).isFalse();
  }

  @Test
  void a_stage_during_which_the_clock_was_set_back_takes_no_less_than_nothing() throws Exception {
    stage(release(), "soak", "done", -3600);

    assertThat(time("soak").seconds()).isZero();
  }

  private Estimate.StageTime time(String stage) throws LedgerException {
    return Estimate.of(ledger, World.PIPELINE, true, true).stages().stream()
        .filter(its -> its.stage().equals(stage))
        .findFirst()
        .orElseThrow();
  }

  private ReleaseRecord release() throws LedgerException {
    Commit commit = new Commit("v1", "1".repeat(40), "1111111", "one", NOON);
    return new Opening(world.site())
        .open(
            ReleaseRecord.Kind.RELEASE,
            commit,
            List.of(),
            null,
            List.of(),
            UnaryOperator.identity());
  }

  private void stage(ReleaseRecord release, String name, @Nullable String outcome, int seconds)
      throws LedgerException {
    int number = ledger.stages(release.id()).size() + 1;
    Instant end = NOON.plus(Duration.ofSeconds(seconds));
    ledger.put(new StageRecord(release.id(), number, name, NOON, end, outcome, ""));
  }
}
