package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A balancer that is reloaded or dies while a release is at work, at each of its stages: the
 * traffic is where the ledger says, and never again at an older slot by itself.
 */
class BalancerAtEveryStageTest {
  private static final List<String> STAGES =
      List.of("build", "launch", "verify", "promote", "soak", "retire");
  private static final String PUT_BACK = "put back";

  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  private static final Map<String, Long> KILLED = new TreeMap<>();
  private static String live = "v1";
  private static int reloads;
  private static long sentWhileReloaded;
  private static long sentWhileKilled;
  private static long began;

  @BeforeAll
  static void the_first_release_is_live() {
    began = System.nanoTime();
    web = SAMPLES.project("every-stage").quick();
    web.immutable("release", live).exits(0);
  }

  @AfterAll
  static void counted() {
    System.out.printf(
        "balancer reloaded in every stage, %d times: %d requests, 0 lost; killed %d times: %d"
            + " requests, lost until it was back %s; %d s%n",
        reloads,
        sentWhileReloaded,
        KILLED.size(),
        sentWhileKilled,
        KILLED,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
  }

  @Test
  void promise_7_reloaded_in_every_stage_it_loses_nothing() {
    String next = Versions.other(live);
    Load load = web.load();

    Invocation release = web.command.start("release", next);
    for (String stage : STAGES) {
      release.reaches(stage);
      reload();
    }
    release.await().exits(0);

    live = next;
    web.onlyAnswers(live, load, web.promoted());
    reloaded(load);
  }

  @Test
  void promise_7_reloaded_while_it_is_put_back_it_loses_nothing() {
    Load load = web.load();

    Invocation release = startTired().reaches(PUT_BACK);
    reload();
    release.await().exits(10);

    web.onlyAnswers(live, load, Instant.now());
    reloaded(load);
  }

  /** Who starts it again: a supervisor at once, as it was started before, or else this tool. */
  @ParameterizedTest
  @CsvSource({
    "build, tool",
    "launch, supervisor",
    "verify, tool",
    "promote, supervisor",
    "promote, tool",
    "soak, supervisor",
    "soak, tool",
    "retire, supervisor",
    "put back, tool"
  })
  void promise_7_killed_in(String stage, String starter) {
    String before = live;
    String next = Versions.other(live);
    Load load = web.load();
    Invocation release =
        (stage.equals(PUT_BACK) ? startTired() : web.command.start("release", next)).reaches(stage);
    List<String> arguments = web.haproxy().kill();
    if (starter.equals("supervisor")) {
      Shell.run(web.checkout.folder(), arguments.toArray(String[]::new));
    }

    Answer answer = release.await();
    web.immutable("traffic", "start").exits(0);
    putRight(answer);
    Instant over = Instant.now();

    Remains remains = Remains.of(web);
    remains.none();
    live = remains.live();
    assertThat(live)
        .as("live after %s", answer)
        .isIn(
            switch (answer.exitCode()) {
              case 0, 11 -> List.of(next);
              case 10, 12 -> List.of(before);
              default -> List.of(before, next);
            });
    boolean promoted = live.equals(next) && (answer.exitCode() == 0 || !stage.equals("promote"));
    web.onlyAnswers(live, load, promoted ? web.promoted() : over);
    counted(stage + " (" + starter + ")", load);
  }

  /** Whatever the command left to do is said by its exit code. */
  private static void putRight(Answer answer) {
    switch (answer.exitCode()) {
      case 0, 10 -> {}
      case 11 -> web.immutable("retire").exits(0);
      default -> {
        assertThat(answer.exitCode()).as("%s", answer).isIn(12, 20);
        web.immutable("abort").exits(0);
      }
    }
  }

  private static void counted(String where, Load load) {
    load.close();
    Load.Snapshot count = load.snapshot();
    Totals.cut(count);
    KILLED.put(where, count.lost());
    sentWhileKilled += count.sent();
    assertThat(count.reasons()).doesNotContainKeys("wrong body", "malformed", "timeout");
  }

  private static void reload() {
    web.haproxy().reload();
    reloads++;
  }

  private static void reloaded(Load load) {
    Sample.noneLost(load);
    Remains.of(web).areThoseOf(live);
    sentWhileReloaded += load.snapshot().sent();
  }

  /** Gets the traffic, and loses it again because its health turns red under it. */
  private static Invocation startTired() {
    web.checkout.edit("pipelines/local.yml", "for: 1s", "for: 20s");
    Invocation release = web.command.start("release", Versions.TIRED).reaches("promote");
    web.checkout.edit("pipelines/local.yml", "for: 20s", "for: 1s");
    return release;
  }
}
