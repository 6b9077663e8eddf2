package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.SystemTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Progress on a terminal: what is drawn, and what stays. */
class TerminalProgressTest {
  private static final int COLUMNS = 40;

  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(drawn, true, StandardCharsets.UTF_8);
  private final FakeTime time = new FakeTime();
  private final TerminalProgress progress = new TerminalProgress(terminal, time, false, COLUMNS);

  @Test
  void one_line_stays_of_each_stage() {
    progress.begin("build", "image of v2");
    draws("· build    0 s  image of v2");
    time.passSeconds(14);
    progress.done("image built");
    progress.begin("verify", "2 servers");
    draws("· verify   0 s  2 servers");
    progress.failed("not healthy");

    assertThat(screen())
        .containsExactly("✓ build    image built  14 s", "✗ verify   not healthy  0 s");
  }

  @Test
  void the_seconds_go_on_without_news() {
    progress.begin("build", "image of v2");
    draws("· build    0 s  image of v2");
    time.passSeconds(42);

    draws("· build    42 s  image of v2");
    progress.done("image built");
  }

  @Test
  void a_long_message_is_cut_and_a_short_one_leaves_nothing_of_it() {
    progress.begin("build", "");
    progress.busy("a message that is longer than this terminal is wide, by far");
    draws("· build    0 s  a message that is long…");
    progress.busy("short");
    draws("· build    0 s  short");

    assertThat(screen()).containsExactly("· build    0 s  short");
    assertThat(drawnLines()).allMatch(line -> line.length() < COLUMNS);
    progress.done("image built");
  }

  @Test
  void a_note_stays_above_the_line_that_goes_on() {
    progress.begin("build", "image of v2");
    time.passSeconds(3);
    progress.note("2 servers instead of 1");
    draws("· build    3 s");
    progress.done("image built");

    assertThat(screen()).containsExactly("  2 servers instead of 1", "✓ build    image built  3 s");
  }

  @Test
  void what_a_tool_says_cannot_move_the_cursor() {
    progress.begin("build", "");
    progress.busy("\u001b[2J\u001b[1;31mred\u001b[0m\rline *****");
    draws("· build    0 s  red line");
    progress.done("image built");
    assertThat(drawn.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
  }

  @Test
  void colour_is_in_the_marks_alone() {
    TerminalProgress coloured = new TerminalProgress(terminal, time, true, COLUMNS);
    coloured.begin("build", "");
    coloured.done("image built");

    assertThat(drawn.toString(StandardCharsets.UTF_8))
        .endsWith("\u001b[32m✓\u001b[0m build    image built  0 s\n");
  }

  /** The line is redrawn by its own thread, ten times a second. */
  private void draws(String line) {
    var deadline = new SystemTime().deadline(Duration.ofSeconds(10));
    while (!drawnLines().contains(line) && !deadline.passed()) {
      Thread.onSpinWait();
    }
    assertThat(drawnLines()).contains(line);
  }

  private List<String> drawnLines() {
    return Arrays.stream(drawn.toString(StandardCharsets.UTF_8).split("[\r\n]", -1))
        .map(String::stripTrailing)
        .toList();
  }

  /** What is to be seen: of what was drawn over one line, the last that is not blank on top. */
  private List<String> screen() {
    return Arrays.stream(drawn.toString(StandardCharsets.UTF_8).split("\n", -1))
        .map(TerminalProgressTest::overwritten)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String overwritten(String line) {
    StringBuilder seen = new StringBuilder();
    for (String over : line.split("\r", -1)) {
      seen.replace(0, Math.min(over.length(), seen.length()), over);
    }
    return seen.toString().stripTrailing();
  }
}
