package io.github.immutable.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is really killed, with SIGKILL, before, in the middle of and after durable writes
 * and effects; then others recover. Every point there is in a release, in one that fails and in a
 * rollback; of those in four more scenarios every fifth. {@code -Dkill.every=1} runs them all.
 */
@Tag("waits")
class KilledAnywhereTest {
  private static final List<String> VERBS = List.of("resume", "abort");

  @TempDir Path folder;

  @Test
  void promise_4_killed_at_any_point_it_recovers_by_resume_or_by_abort() throws Exception {
    Victims victims = new Victims(folder);
    archive(victims);
    Tally tally = new Tally();
    List<String> failures = new ArrayList<>();
    List<Scenario> scenarios = Scenario.all();
    for (Scenario scenario : scenarios) {
      failures.addAll(new Campaign(folder, victims, tally, VERBS).failuresOf(scenario));
    }
    System.out.println("killed anywhere: scenarios " + scenarios.size() + ", " + tally);
    assertThat(failures).isEmpty();
    assertThat(tally.run.get()).isEqualTo(tally.chosen.get());
    if (Campaign.asUsual()) {
      assertThat(tally.run.get()).isGreaterThan(tally.whole.get());
    }
  }

  /** A process that lives through a release has loaded what others will need. */
  private void archive(Victims victims) throws Exception {
    Scenario scenario = Scenario.all().get(1);
    try (Lane lane = new Lane()) {
      Estate estate = new Estate(folder.resolve("archive"));
      scenario.prepare(estate, lane);
      assertThat(victims.liveAndArchive(estate, scenario.typed())).startsWith("exit 0 ");
    }
  }
}
