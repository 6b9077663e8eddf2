package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.ReleaseRecord;
import org.junit.jupiter.api.Test;

/**
 * Cuts a release at every step over a gateway: before and after every tool, before and after the
 * balancer is told, at every look at the clock (which comes before every entry in the journal) and
 * at every line on the screen.
 */
class EveryStepTest extends Scenarios {

  @Test
  void promise_4_a_release_killed_at_any_step_is_aborted_or_has_passed_its_soak() {
    everyStep(Cut.How.KILL, 1, EveryStepTest::aborted);
  }

  @Test
  void promise_4_a_release_killed_at_any_step_is_resumed() {
    everyStep(Cut.How.KILL, 1, EveryStepTest::resumed);
  }

  @Test
  void a_release_interrupted_at_any_step_is_aborted_or_has_passed_its_soak() {
    // an interrupt stays with the process until something looks, so neighbours end alike
    everyStep(Cut.How.INTERRUPT, 3, EveryStepTest::aborted);
  }

  @Test
  void a_release_interrupted_at_any_step_is_resumed() {
    everyStep(Cut.How.INTERRUPT, 3, EveryStepTest::resumed);
  }

  private interface Recovery {
    void of(Then cut, String where);
  }

  private void everyStep(Cut.How how, int stride, Recovery recovery) {
    int steps = Integer.MAX_VALUE;
    for (int step = 1; step <= steps; step += stride) {
      World world = given().liveServers("v1").world();
      int before = world.cut.count();
      world.cut.at(step, how);
      Then cut = new Given(world).whenReleasing("v2");
      int passed = world.cut.count() - before;
      if (passed < step) {
        steps = 0;
      } else {
        recovery.of(cut, how + " at step " + step + ", " + world.cut.step(before + step));
      }
      close();
    }
  }

  private static void aborted(Then cut, String where) {
    assertThat(cut.exitCode()).as(where).isIn(Then.KILLED, Outcome.INTERRUPTED, Outcome.DONE);
    Then aborted = cut.afterwards().whenAborting();
    assertThat(aborted.exitCode()).as("abort after %s: %s", where, aborted.story()).isIn(0, 11);
    Then retired = aborted.afterwards().whenRetiring();
    assertThat(retired.exitCode()).as("retire after %s: %s", where, retired.story()).isZero();
    clean(retired, where);
    boolean forward = retired.world().traffic.carries().filter(GREEN::equals).isPresent();
    if (forward) {
      retired.thenLive("v2", GREEN).thenDestroyed(BLUE);
    } else {
      assertThat(cut.exitCode()).as(where).isNotZero();
      retired.thenLive("v1", BLUE).thenDestroyed(GREEN);
    }
  }

  private static void resumed(Then cut, String where) {
    Then resumed = cut.afterwards().whenResuming();
    assertThat(resumed.exitCode()).as("resume after %s: %s", where, resumed.story()).isZero();
    clean(resumed, where);
    boolean recorded = resumed.releases().size() > 1;
    if (recorded) {
      resumed.thenLive("v2", GREEN).thenDestroyed(BLUE);
    } else {
      resumed.thenLive("v1", BLUE).thenDestroyed(GREEN);
    }
  }

  private static void clean(Then recovered, String where) {
    assertThat(recovered.releases()).as(where).noneMatch(ReleaseRecord::holds);
    assertThat(recovered.world().platform.builders()).as(where).isEmpty();
  }
}
