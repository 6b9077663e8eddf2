package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After every kind of promote, a balancer that is reloaded or dies brings no older slot back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BalancerTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @BeforeAll
  static void the_first_release_is_live() {
    web = SAMPLES.project("balancer");
    web.immutable("release", "v1").exits(0);
  }

  @Test
  @Order(1)
  void promise_7_after_a_release() {
    Load load = web.load();
    web.immutable("release", "v2").exits(0);
    Instant promoted = web.promoted();

    survivesReload("v2", load, promoted);
    survivesKill("v2", promoted, this::startAsBefore);
  }

  @Test
  @Order(2)
  void promise_7_after_a_failed_release() {
    Load load = web.load();
    web.immutable("release", Versions.TIRED).exits(10);
    Instant over = Instant.now();

    survivesReload("v2", load, over);
    survivesKill(
        "v2",
        over,
        arguments ->
            assertThat(web.immutable("release", "v2").exits(0).out()).contains("already live"));
  }

  @Test
  @Order(3)
  void promise_7_after_a_rollback_to_launched_servers() {
    Load load = web.load();
    web.immutable("rollback", "v1").exits(0);
    Instant promoted = web.promoted();

    survivesReload("v1", load, promoted);
    survivesKill("v1", promoted, arguments -> web.immutable("traffic", "start").exits(0));
  }

  @Test
  @Order(4)
  void promise_7_after_a_rollback_to_a_standby() {
    Load load = web.load();
    web.immutable("rollback", "v2").exits(0);
    Instant promoted = web.promoted();

    survivesReload("v2", load, promoted);
    survivesKill("v2", promoted, this::startAsBefore);
  }

  @Test
  @Order(5)
  void status_says_that_the_balancer_died_and_what_starts_it() {
    List<String> arguments = web.haproxy().kill();

    Answer answer = web.immutable("status").exits(20);

    assertThat(answer.out()).contains("HAProxy").contains("died");
    assertThat(web.haproxy().runs()).as("looking changes nothing").isFalse();
    startAsBefore(arguments);
    web.live("v2");
  }

  private static void survivesReload(String version, Load load, Instant since) {
    for (int i = 0; i < 3; i++) {
      web.haproxy().reload();
      Sample.moreAnswers(load, 150);
    }
    web.onlyAnswers(version, load, since);
    Sample.noneLost(load);
  }

  private static void survivesKill(String version, Instant since, Restart restart) {
    Load load = web.load();
    List<String> arguments = web.haproxy().kill();
    restart.with(arguments);
    web.onlyAnswers(version, load, since);
    load.close();
    Load.Snapshot count = load.snapshot();
    Totals.cut(count);
    System.out.printf(
        "killed balancer: %d of %d requests lost until it was back %s%n",
        count.lost(), count.sent(), count.reasons());
    assertThat(count.reasons()).doesNotContainKeys("wrong body", "malformed", "timeout");
  }

  private void startAsBefore(List<String> arguments) {
    Shell.run(web.checkout.folder(), arguments.toArray(String[]::new));
  }

  /** How a balancer that died comes back. */
  private interface Restart {
    void with(List<String> arguments);
  }
}
