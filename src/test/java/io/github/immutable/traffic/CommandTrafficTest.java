package io.github.immutable.traffic;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A driver of somebody's own: a script whose balancer is a folder. */
@Timeout(60)
class CommandTrafficTest {
  private static final String DRIVER =
      """
      #!/bin/sh
      set -eu
      balancer=$IMMUTABLE_PROJECT-$IMMUTABLE_PIPELINE
      mkdir -p "$balancer"
      case $1 in
        show)
          printf '{"active": "%s", "sessions": {"blue": 3}, "targets": [' "$(cat "$balancer/active" || echo none)"
          printf '{"address": "10.0.0.1", "port": 80, "state": "healthy"},'
          printf '{"address": "10.0.0.2", "port": 80, "state": "initial", "reason": "just there"}]}'
          ;;
        register) cp "$3" "$balancer/$2" ;;
        switch) echo "$2" >"$balancer/active" ;;
        unregister) rm -f "$balancer/$2" ;;
        *) exit 64 ;;
      esac
      """;

  @TempDir Path folder;

  @BeforeEach
  void a_driver() throws IOException {
    write(DRIVER);
  }

  @Test
  void it_is_told_in_words_and_asked_what_it_does() throws Exception {
    assertThat(traffic().active()).isEmpty();

    traffic().register(BLUE, servers(2));
    traffic().switchTo(BLUE);

    assertThat(traffic().active()).contains(BLUE);
    assertThat(folder.resolve("web-edge/blue"))
        .hasContent(
            "[{\"name\":\"web-1\",\"address\":\"10.0.0.1\",\"port\":80},"
                + "{\"name\":\"web-2\",\"address\":\"10.0.0.2\",\"port\":80}]");
    assertThat(traffic().sessions(BLUE)).hasValue(3);
    assertThat(traffic().sessions(GREEN)).as("what it does not say").isEmpty();
    assertThat(traffic().targets().orElseThrow())
        .containsExactly(
            new Target("10.0.0.1", 80, true, "healthy"),
            new Target("10.0.0.2", 80, false, "initial, just there"));

    traffic().switchTo(GREEN);
    traffic().unregister(BLUE);
    assertThat(folder.resolve("web-edge/blue")).doesNotExist();
    traffic().switchOff();
    assertThat(traffic().active()).isEmpty();
  }

  /** As a check of health that is under way does, and a failed release that puts back. */
  @Test
  void two_can_ask_at_once() throws Exception {
    write(DRIVER.replace("  show)\n", "  show)\n    sleep 0.3\n"));
    TrafficSwitch traffic = traffic();
    traffic.switchTo(BLUE);

    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Slot>>> answers =
          askers.invokeAll(Collections.nCopies(4, traffic::active));
      for (Future<Optional<Slot>> answer : answers) {
        assertThat(answer.get()).contains(BLUE);
      }
    }
  }

  @Test
  void a_thousand_servers_are_told_of_at_once() throws Exception {
    traffic().register(GREEN, servers(1000));

    assertThat(Files.readString(folder.resolve("web-edge/green"))).contains("web-1000");
    assertThat(folder.resolve("logs/servers-green.json")).doesNotExist();
  }

  @Test
  void promise_1_the_slot_with_the_traffic_is_not_taken_out() throws Exception {
    traffic().register(BLUE, servers(1));
    traffic().switchTo(BLUE);

    assertThat(failure(() -> traffic().unregister(BLUE)))
        .hasMessageContaining("slot blue has the traffic");
    assertThat(folder.resolve("web-edge/blue")).exists();
  }

  @Test
  void a_switch_that_did_not_happen_is_no_switch() throws Exception {
    write(DRIVER.replace("switch) echo \"$2\" >\"$balancer/active\"", "switch) :"));

    assertThat(failure(() -> traffic().switchTo(GREEN)))
        .hasMessage("the balancer was switched to green and says that it serves none");
  }

  @Test
  void what_it_says_when_it_fails_is_passed_on() throws Exception {
    write("#!/bin/sh\necho 'the listener is gone' >&2\nexit 3\n");

    TrafficException failed = failure(() -> traffic().switchTo(GREEN));

    assertThat(failed)
        .hasMessage("the balancer's command `switch` ended with 3: the listener is gone");
    assertThat(failed.lines()).containsExactly("the listener is gone");
    assertThat(failed.remedy())
        .isEqualTo(
            "run it by hand: env IMMUTABLE_PIPELINE=edge IMMUTABLE_PROJECT=web %s switch green"
                .formatted(folder.resolve("driver")));
    assertThat(failed.log()).isNotNull();
  }

  @Test
  void one_that_hangs_is_stopped_in_time() throws Exception {
    write("#!/bin/sh\nexec sleep 600\n");

    assertThat(failure(() -> traffic().active())).hasMessageContaining("traffic-show");
  }

  @Test
  void one_that_is_not_there_is_named() throws Exception {
    Files.delete(folder.resolve("driver"));

    assertThat(failure(() -> traffic().active())).hasMessageContaining("driver");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | it is no JSON",
        "{} | it has no \"active\": blue, green or none",
        "{\"active\": \"red\"} | \"active\" is \"red\", not blue, green or none",
        "{\"active\": \"blue\", \"active\": \"green\"} | it is no JSON: Duplicate field",
        "{\"active\": \"blue\"} more | it is no JSON",
        "{\"active\": \"blue\", \"sessions\": {\"blue\": -1}} | something else than counts: -1",
        "{\"active\": \"blue\", \"sessions\": {\"blue\": \"1\"}} | else than counts: \"1\"",
        "{\"active\": \"blue\", \"sessions\": [1]} | \"sessions\" is no object",
        "{\"active\": \"blue\", \"sessions\": {\"blue\": 1.5}} | else than counts: 1.5",
        "{\"active\": \"blue\", \"targets\": {}} | \"targets\" is no list",
        "{\"active\": \"blue\", \"targets\": [{\"address\": \"a\"}]} | a target lacks",
      })
  void what_cannot_be_read_is_told(String printed, String problem) throws Exception {
    write("#!/bin/sh\ncat <<'end'\n" + printed + "\nend\n");

    assertThat(failure(() -> traffic().sessions(BLUE)))
        .hasMessageStartingWith("what the balancer does could not be read: ")
        .hasMessageContaining(problem);
  }

  private static TrafficException failure(ThrowingCallable act) {
    TrafficException failed = catchThrowableOfType(TrafficException.class, act);
    assertThat(failed).isNotNull();
    return failed;
  }

  private TrafficSwitch traffic() {
    return new CommandTraffic(
        List.of("./driver"),
        folder,
        folder.resolve("logs"),
        folder.resolve("looks"),
        Duration.ofSeconds(3),
        Map.of("IMMUTABLE_PROJECT", "web", "IMMUTABLE_PIPELINE", "edge"),
        new ProcessRunner(new SystemTime()),
        false);
  }

  private static List<Server> servers(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> new Server("web-" + number, "10.0.0." + number, 80, null))
        .toList();
  }

  private void write(String text) throws IOException {
    Path driver = folder.resolve("driver");
    Files.writeString(driver, text);
    assertThat(driver.toFile().setExecutable(true)).isTrue();
  }
}
