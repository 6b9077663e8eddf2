package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.SystemTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Progress in a log, line by line. */
class PlainProgressTest {
  private final StringWriter written = new StringWriter();
  private final FakeTime time = new FakeTime();
  private final PlainProgress progress = new PlainProgress(new PrintWriter(written), time);

  @Test
  void a_line_for_each_beginning_note_and_end() {
    progress.begin("build", "image of v2");
    time.passSeconds(14);
    progress.done("image c6ca096c3bd2-1 built");
    progress.begin("verify", "2 servers in slot green");
    time.pass(Duration.ofMillis(1250));
    progress.note("stopping");
    progress.failed("interrupted");
    progress.begin("put back", "what was live before");
    progress.done("nothing is left");

    assertThat(lines())
        .containsExactly(
            "12:00:00 build    image of v2",
            "12:00:14 build    image c6ca096c3bd2-1 built (14 s)",
            "12:00:14 verify   2 servers in slot green",
            "12:00:15 verify   stopping",
            "12:00:15 verify   FAILED: interrupted (1.2 s)",
            "12:00:15 put back what was live before",
            "12:00:15 put back nothing is left (0 s)");
  }

  @Test
  void news_is_held_back_until_nothing_was_said_for_long() {
    progress.begin("build", "image of v2");
    for (int second = 1; second <= 45; second++) {
      time.passSeconds(1);
      progress.busy("docker.web: TASK [" + second + "] *******");
    }

    assertThat(lines())
        .containsExactly(
            "12:00:00 build    image of v2",
            "12:00:20 build    docker.web: TASK [20] (20 s so far)",
            "12:00:40 build    docker.web: TASK [40] (40 s so far)");
  }

  @Test
  void a_silent_tool_is_spoken_for() {
    progress.begin("build", "image of v2");
    progress.busy("installing");
    for (int second = 1; second <= 61; second++) {
      time.passSeconds(1);
      progress.beat();
    }

    assertThat(lines())
        .containsExactly(
            "12:00:00 build    image of v2",
            "12:00:20 build    installing (20 s so far)",
            "12:00:40 build    installing (40 s so far)",
            "12:01:00 build    installing (1 min so far)");
  }

  @Test
  void nothing_is_said_between_stages() {
    progress.begin("build", "image of v2");
    progress.done("image built");
    time.passSeconds(60);
    progress.beat();

    assertThat(lines()).hasSize(2);
  }

  @Test
  void the_heartbeat_beats_by_itself() {
    StringWriter watched = new StringWriter();
    PlainProgress beating = PlainProgress.withHeartbeat(new PrintWriter(watched), time);
    beating.begin("build", "image of v2");

    // the fake clock's sleep returns at once, so that the heartbeat runs through its seconds
    SystemTime real = new SystemTime();
    var deadline = real.deadline(Duration.ofSeconds(10));
    while (!watched.toString().contains("20 s so far") && !deadline.passed()) {
      Thread.onSpinWait();
    }
    beating.done("image built");

    assertThat(watched.toString()).contains("build    image of v2 (20 s so far)");
  }

  private List<String> lines() {
    return written.toString().lines().toList();
  }
}
