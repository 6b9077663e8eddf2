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
  void promise_4_a_release_killed_at_any_step_can_be_aborted_or_has_passed_its_soak() {
    everyStep(Cut.How.KILL, 1);
  }

  @Test
  void a_release_interrupted_at_any_step_is_put_back_or_goes_forward() {
    // an interrupt stays with the process until something looks, so neighbours end alike
    everyStep(Cut.How.INTERRUPT, 3);
  }

  private void everyStep(Cut.How how, int stride) {
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
        ends(cut, how + " at step " + step + ", " + world.cut.step(before + step));
      }
      close();
    }
  }

  private static void ends(Then cut, String where) {
    Then aborted = cut.afterwards().whenAborting();
    assertThat(aborted.exitCode()).as("abort after %s: %s", where, aborted.story()).isIn(0, 11);
    Then retired = aborted.afterwards().whenRetiring();
    assertThat(retired.exitCode()).as("retire after %s: %s", where, retired.story()).isZero();
    assertThat(retired.releases()).as(where).noneMatch(ReleaseRecord::holds);
    assertThat(retired.world().platform.builders()).as(where).isEmpty();
    boolean forward = retired.world().traffic.carries().filter(GREEN::equals).isPresent();
    if (forward) {
      assertThat(cut.exitCode()).as(where).isIn(Then.KILLED, 0, 11);
      retired.thenLive("v2", GREEN).thenDestroyed(BLUE);
    } else {
      assertThat(cut.exitCode()).as(where).isIn(Then.KILLED, 130, 10);
      retired.thenLive("v1", BLUE).thenDestroyed(GREEN);
    }
  }
}
