package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.Inherited;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerboseToolsTest {
  private final StringWriter shown = new StringWriter();
  private final Redactor redactor = new Redactor();
  private final List<String> followed = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void a_command_is_shown_as_it_would_be_typed_with_what_it_prints() throws Exception {
    ToolRun run = run(call("printf 'one\\ntwo\\n'; echo \"it's wrong\" >&2; exit 3"));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.output()).isEqualTo("one\ntwo\n");
    assertThat(followed).containsExactly("one", "two");
    assertThat(lines())
        .startsWith(
            "shell $ sh -c 'printf '\\''one\\ntwo\\n'\\''; echo \"it'\\''s wrong\" >&2; exit 3'",
            "shell | one",
            "shell | two",
            "shell ! it's wrong")
        .last()
        .asString()
        .startsWith("shell ended with exit 3 after ");
  }

  @Test
  void promise_8_secrets_are_masked_on_both_streams_and_in_the_command() throws Exception {
    redactor.learn("hunter2secret");

    run(call("echo hunter2secret; echo hunter2secret >&2"));

    assertThat(lines())
        .startsWith("shell $ sh -c 'echo ***; echo *** >&2'", "shell | ***", "shell ! ***")
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void promise_8_what_is_not_kept_is_not_shown() throws Exception {
    run(call("echo from a state; echo and more >&2").keepingNothing());

    assertThat(lines())
        .hasSize(2)
        .noneMatch(line -> line.contains(" | ") || line.contains(" ! "))
        .last()
        .asString()
        .endsWith("; what it printed may hold secrets, and is not shown");
    assertThat(followed).containsExactly("from a state");
  }

  private ToolRun run(ToolCall call) throws Exception {
    ShownProgress progress =
        new ShownProgress(
            new PlainProgress(new PrintWriter(shown, true), new SystemTime()), redactor);
    return new VerboseTools(
            new ProcessRunner(new SystemTime(), Inherited.bare(), redactor), progress)
        .run(call, followed::add);
  }

  private ToolCall call(String script) {
    return new ToolCall(
        "shell",
        List.of("sh", "-c", script),
        folder,
        Map.of(),
        folder.resolve("logs"),
        Duration.ofSeconds(20));
  }

  /** Without their times. */
  private List<String> lines() {
    return shown.toString().lines().map(line -> line.replaceFirst("^\\S+ +", "")).toList();
  }
}
