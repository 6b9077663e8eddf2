package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many checks of many servers. */
@Timeout(60)
class HealthWatchTest {
  private static final HealthWatch.Listener NOBODY = (server, result, inARow) -> {};
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final String RIGHT = "{\"image\": \"" + Healths.IMAGE + "\"}";
  private static final String WRONG = "{\"image\": \"other-1\"}";

  @TempDir Path folder;
  private final List<BadServer> servers = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (BadServer server : servers) {
      server.close();
    }
  }

  @Test
  void promise_2_passes_count_only_in_a_row() throws Exception {
    // passes, passes, fails, and so on: never three in a row
    Server flapping = serves(connection -> connection % 3 == 0 ? "down" : RIGHT);

    List<HealthWatch.Failure> failures = untilHealthy(3, SHORT.multipliedBy(3), flapping);

    assertThat(failures).singleElement().matches(one -> one.server().equals(flapping));
    assertThat(failures.get(0).last().passed()).isFalse();
    assertThat(untilHealthy(2, LONG, flapping)).isEmpty();
  }

  @Test
  void a_server_that_comes_up_in_time_is_healthy_after_as_many_checks_as_asked_for()
      throws Exception {
    Server starting = serves(connection -> connection <= 4 ? "starting" : RIGHT);

    assertThat(untilHealthy(3, LONG, starting)).isEmpty();
    assertThat(servers.get(0).connections).hasValue(7);
  }

  @Test
  void promise_2_another_image_fails_at_once_when_it_keeps_saying_so() throws Exception {
    Server lying = serves(connection -> WRONG);
    Server starting = serves(connection -> "starting");
    long began = System.nanoTime();

    List<HealthWatch.Failure> failures = untilHealthy(3, LONG, starting, lying);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG.dividedBy(3));
    assertThat(failures).singleElement().matches(one -> one.server().equals(lying));
    assertThat(failures.get(0).last().verdict()).isEqualTo(CheckResult.Verdict.WRONG_IMAGE);
    assertThat(failures.get(0).checks()).isEqualTo(3);
  }

  @Test
  void all_that_are_not_healthy_in_time_are_named() throws Exception {
    Server good = serves(connection -> RIGHT);
    Server one = serves(connection -> "down");
    Server other = serves(connection -> "{}");

    assertThat(untilHealthy(3, SHORT, good, one, other))
        .extracting(HealthWatch.Failure::server)
        .containsExactlyInAnyOrder(one, other);
  }

  @Test
  void they_are_named_in_the_order_of_the_slot_whichever_was_found_out_first() throws Exception {
    List<Server> sick = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sick.add(serves(connection -> "down"));
    }

    assertThat(untilHealthy(3, SHORT, sick.toArray(Server[]::new)))
        .extracting(HealthWatch.Failure::server)
        .containsExactlyElementsOf(sick);
  }

  @Test
  void servers_are_checked_side_by_side() throws Exception {
    List<Server> silent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      BadServer server = new BadServer((connection, out) -> {});
      servers.add(server);
      silent.add(server.server());
    }
    long began = System.nanoTime();

    assertThat(watch(1).once(silent, Healths.IMAGE))
        .hasSize(50)
        .noneSatisfy((server, result) -> assertThat(result.passed()).isTrue());

    // one after the other they would take fifty timeouts
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isLessThan(Healths.TIMEOUT.multipliedBy(10));
  }

  @Test
  void a_soak_forgives_single_failures() throws Exception {
    Server flapping = serves(connection -> connection % 2 == 0 ? "down" : RIGHT);
    Duration soak = SHORT.multipliedBy(5);

    assertThat(watch(1).watch(List.of(flapping), Healths.IMAGE, soak, 2, NOBODY)).isEmpty();
    assertThat(servers.get(0).connections).hasValueGreaterThan(3);
  }

  @Test
  void a_soak_ends_at_the_first_server_that_fails_too_often_in_a_row() throws Exception {
    Server good = serves(connection -> RIGHT);
    Server failing = serves(connection -> connection < 5 ? RIGHT : "down");

    List<HealthWatch.Failure> failures =
        watch(1).watch(List.of(good, failing), Healths.IMAGE, LONG, 3, NOBODY);

    assertThat(failures).singleElement().matches(one -> one.server().equals(failing));
    assertThat(failures.get(0).checks()).isEqualTo(7);
  }

  @Test
  void a_soak_that_is_over_before_its_first_check_is_checked_all_the_same() throws Exception {
    Server failing = serves(connection -> "down");
    Duration over = Duration.ZERO;

    assertThat(watch(1).watch(List.of(failing), Healths.IMAGE, over, 3, NOBODY)).hasSize(1);
    assertThat(servers.get(0).connections).hasValue(3);
  }

  @Test
  void promise_2_a_soak_counts_another_image_as_a_failure() throws Exception {
    Server replaced = serves(connection -> connection < 3 ? RIGHT : WRONG);

    assertThat(watch(1).watch(List.of(replaced), Healths.IMAGE, LONG, 3, NOBODY)).hasSize(1);
  }

  @Test
  void an_interrupt_ends_the_waiting() throws Exception {
    BadServer silent = new BadServer((connection, out) -> {});
    servers.add(silent);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    untilHealthy(3, LONG, silent.server());
                  } catch (InterruptedException e) {
                    interrupted.set(true);
                  }
                });
    Waiting.until("it checks", () -> silent.connections.get() > 0);
    long began = System.nanoTime();

    waiting.interrupt();
    waiting.join();

    assertThat(interrupted).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  private interface Answers {
    String to(int connection);
  }

  private Server serves(Answers answers) throws IOException {
    BadServer server =
        new BadServer((connection, out) -> BadServer.say(out, answers.to(connection)));
    servers.add(server);
    return server.server();
  }

  private List<HealthWatch.Failure> untilHealthy(int passes, Duration within, Server... servers)
      throws InterruptedException {
    return Healths.watch(Healths.http(passes, within), folder)
        .untilHealthy(List.of(servers), Healths.IMAGE, NOBODY);
  }

  private HealthWatch watch(int passes) {
    return Healths.watch(Healths.http(passes, LONG), folder);
  }
}
