package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.load.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real process killed with SIGKILL at every stage, under traffic, whatever the release would
 * have come to: then {@code resume} or {@code abort}, and nothing is left, doubled or lost.
 */
@Tag("waits")
class KilledUnderLoadTest {
  private static final Duration BEFORE_THE_SECOND = Duration.ofMillis(1100);
  private static final int ENOUGH = 40;

  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Load load;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static List<OneAtATime> watched;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static String live;

  private static final Map<String, Integer> KILLS = new TreeMap<>();
  private static int resumed;
  private static int aborted;
  private static int missed;
  private static int orphans;
  private static int duplicates;
  private static long began;

  @BeforeAll
  static void the_first_release_is_live() {
    began = System.nanoTime();
    web = SAMPLES.project("kills").quick();
    watched =
        List.of(
            OneAtATime.watch(web.command, "terraform", "apply"),
            OneAtATime.watch(web.command, "packer", "build"));
    web.immutable("release", "v1").exits(0);
    // a rollback has somewhere to go from the first round on
    web.immutable("release", "v2").exits(0);
    live = "v2";
    load = web.load();
  }

  @AfterAll
  static void promise_7_not_one_request_was_lost() {
    int kills = KILLS.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "killed with real tools under load: %d kills %s, %d moments missed; resumed %d, aborted %d;"
            + " %d orphans, %d duplicates, %d requests sent, %d lost; %d s%n",
        kills,
        KILLS,
        missed,
        resumed,
        aborted,
        orphans,
        duplicates,
        load.snapshot().sent(),
        load.snapshot().lost(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    Sample.noneLost(load);
    assertThat(kills).as("kills").isGreaterThanOrEqualTo(ENOUGH);
  }

  @ParameterizedTest
  @MethodSource("io.github.immutable.e2e.Round#all")
  void promise_4_goes_on(Round round) {
    if (round.kind() == Round.Kind.SWITCH_BACK) {
      somethingStandsBy();
    }
    String before = live;
    String next = Versions.other(before);

    Invocation release = begin(round, next).reaches(round.stage());
    kill(release.runsFor(Duration.ofMillis(round.millis())), round.stage());
    if (round.twice()) {
      Invocation again = web.command.start(round.command());
      kill(again.runsFor(BEFORE_THE_SECOND), round.command());
    }
    if (round.told()) {
      othersAreTold(next);
    }
    goOn(round);
    if (round.told()) {
      assertThat(web.immutable(round.command()).exits(0).out())
          .contains("nothing to " + round.command());
    }

    String expected = round.kind().succeeds() && (round.resumed() || web.soaked()) ? next : before;
    Instant over = Instant.now();
    Remains remains = Remains.of(web);
    live = remains.live();
    orphans += remains.orphans().size();
    duplicates += remains.duplicates().size();
    remains.areThoseOf(expected);
    watched.forEach(OneAtATime::neverTwo);
    web.onlyAnswers(expected, load, over);
  }

  private static Invocation begin(Round round, String next) {
    return switch (round.kind()) {
      case GOOD -> web.command.start("release", next);
      case BUILT -> web.command.start("release", next, "--rebuild");
      case SICK -> web.command.start("release", Versions.SICK);
      case TIRED -> tired();
      case ROLLBACK, SWITCH_BACK -> web.command.start("rollback", next);
    };
  }

  /** It needs some traffic before its health turns red. */
  private static Invocation tired() {
    web.checkout.edit("pipelines/local.yml", "for: 1s", "for: 20s");
    Invocation release = web.command.start("release", Versions.TIRED).reaches("promote");
    web.checkout.edit("pipelines/local.yml", "for: 20s", "for: 1s");
    return release;
  }

  private static void somethingStandsBy() {
    JsonNode status = web.status();
    if (status.at("/slots").size() < 2) {
      web.checkout.edit("pipelines/local.yml", "standby: 0s", "standby: 10m");
      String next = Versions.other(live);
      web.immutable("release", next).exits(0);
      live = next;
    }
  }

  private static void kill(Invocation its, String where) {
    if (its.kill().exitCode() == 137) {
      KILLS.merge(where, 1, Integer::sum);
    } else {
      missed++;
    }
  }

  private static void othersAreTold(String next) {
    Answer refused = web.immutable("release", next).exits(3);
    assertThat(refused.err()).contains("immutable resume", "immutable abort");
    Answer status = web.immutable("status").exits(20);
    assertThat(status.out()).contains("immutable resume", "immutable abort");
  }

  private static void goOn(Round round) {
    Answer answer = web.immutable(round.command());
    if (round.resumed()) {
      resumed++;
      assertThat(answer.exitCode()).as("%s", answer).isIn(0, round.kind().succeeds() ? 0 : 10);
    } else {
      aborted++;
      // with soak behind it the new one stays, and the old one is still to be removed
      assertThat(answer.exitCode()).as("%s", answer).isIn(0, web.soaked() ? 11 : 0);
      if (answer.exitCode() == 11) {
        web.immutable("retire").exits(0);
      }
    }
  }
}
