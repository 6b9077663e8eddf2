package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With real processes. */
class ProcessRunnerTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private Tools tools;

  @BeforeEach
  void tools() {
    tools = new Tools(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 75, 255})
  void the_exit_code_is_the_tools_own(int code) throws Exception {
    ToolRun run = Tools.run(tools.script("exit " + code));

    assertThat(run.exitCode()).isEqualTo(code);
    assertThat(run.succeeded()).isEqualTo(code == 0);
  }

  @Test
  void a_tool_that_a_signal_ended_has_128_and_the_signal() throws Exception {
    assertThat(Tools.run(tools.script("kill -KILL $$")).exitCode()).isEqualTo(137);
  }

  @Test
  void both_streams_are_whole_without_a_newline_at_the_end() throws Exception {
    String write = "head -c " + MEGABYTE + " /dev/zero | tr '\\0' ";
    ToolRun run = Tools.run(tools.script(write + "o; " + write + "e >&2"));

    assertThat(run.output()).isEqualTo("o".repeat(MEGABYTE));
    assertThat(run.error()).isEqualTo("e".repeat(MEGABYTE));
  }

  @Test
  void bytes_that_are_no_text_stay_in_the_log_and_do_not_stop_the_reading() throws Exception {
    ToolRun run = Tools.run(tools.script("printf 'a\\377b\\nc'"));

    assertThat(run.output()).isEqualTo("a\uFFFDb\nc");
    assertThat(Files.readAllBytes(run.call().standardOutput()))
        .containsExactly('a', 0xFF, 'b', '\n', 'c');
  }

  @Test
  void output_goes_to_the_files_and_not_to_this_jvms_own() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    System.setOut(new PrintStream(seen, true, StandardCharsets.UTF_8));
    try {
      Tools.run(tools.script("echo said; echo told >&2"));
    } finally {
      System.setOut(before);
    }

    assertThat(seen.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(folder.resolve("logs/tool.out")).hasContent("said");
    assertThat(folder.resolve("logs/tool.err")).hasContent("told");
  }

  @Test
  void lines_are_seen_while_the_tool_still_runs() throws Exception {
    Path seen = folder.resolve("seen");
    List<String> lines = new ArrayList<>();
    String waits = "echo first; while [ ! -e \"$1\" ]; do sleep 0.01; done; printf last";

    ToolRun run =
        new ProcessRunner(new SystemTime())
            .run(
                tools.script(waits, seen.toString()),
                line -> {
                  lines.add(line);
                  seen.toFile().mkdir();
                });

    assertThat(run.exitCode()).isZero();
    assertThat(lines).containsExactly("first", "last");
  }

  @Test
  void no_shell_reads_the_arguments() throws Exception {
    List<String> odd =
        List.of(
            "$(touch x)", "`id`", "a b", "\"quoted\"", "it's", "two\nlines", "", "*", "\\", ";");
    List<String> command = new ArrayList<>(List.of("printf", "<%s>"));
    command.addAll(odd);

    ToolRun run = Tools.run(tools.call(command, Map.of(), Tools.LONG));

    assertThat(run.output()).isEqualTo("<" + String.join("><", odd) + ">");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void the_environment_is_ours_with_additions_and_removals() throws Exception {
    Map<String, String> changes = Map.of("ADDED", "a b", "HOME", "");
    ToolRun run =
        Tools.run(
            tools.call(
                List.of("sh", "-c", "echo $ADDED ${HOME-none}; echo $PATH"), changes, Tools.LONG));

    assertThat(run.output()).isEqualTo("a b none\n" + System.getenv("PATH") + "\n");
  }

  @Test
  void the_path_of_the_call_is_the_one_that_counts() throws Exception {
    Path tool = Files.createDirectory(folder.resolve("bin")).resolve("own-tool");
    Files.writeString(tool, "#!/bin/sh\necho own\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> path = Map.of("PATH", tool.getParent() + ":" + System.getenv("PATH"));

    assertThat(Tools.run(tools.call(List.of("own-tool"), path, Tools.LONG)).output())
        .isEqualTo("own\n");
  }

  @Test
  void a_tool_that_is_missing_is_named_with_the_way_to_get_it() {
    ToolException failure = failure(List.of("no-such-tool", "plan"));

    assertThat(failure).hasMessage("no-such-tool is not installed, or not executable");
    assertThat(failure.remedy()).startsWith("install no-such-tool");
  }

  @Test
  void a_script_without_its_executable_bit_is_named_with_the_way_to_set_it() throws Exception {
    Path script = Files.writeString(folder.resolve("inventory"), "#!/bin/sh\n");

    assertThat(failure(List.of(script.toString())).remedy()).isEqualTo("chmod +x " + script);
  }

  @Test
  void a_folder_that_is_missing_is_named() {
    ToolCall call =
        new ToolCall("tool", List.of("true"), folder.resolve("gone"), Map.of(), folder, Tools.LONG);

    assertThat(catchThrowableOfType(ToolException.class, () -> Tools.run(call)))
        .hasMessageContaining(folder.resolve("gone").toString());
  }

  @Test
  void logs_that_cannot_be_kept_are_no_reason_to_start() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    ToolCall call =
        new ToolCall("tool", List.of("touch", "ran"), folder, Map.of(), inTheWay, Tools.LONG);

    assertThat(catchThrowableOfType(ToolException.class, () -> Tools.run(call)))
        .hasMessageContaining(inTheWay.toString());
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void promise_8_logs_are_only_for_their_owner() throws Exception {
    ToolRun run = Tools.run(tools.script("echo secret"));

    for (Path log : List.of(run.call().standardOutput(), run.call().standardError())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void promise_8_logs_have_no_secrets_and_whoever_reads_the_answer_has_all_of_it()
      throws Exception {
    Redactor redactor = new Redactor();
    redactor.learn("hunter2!");
    ProcessRunner runner = new ProcessRunner(new SystemTime(), Inherited.bare(), redactor);

    ToolCall call = tools.script("echo say $S; echo $S told >&2; exit 3");
    ToolRun run = runner.run(call.with(Map.of("S", "hunter2!")));

    assertThat(run.output()).isEqualTo("say hunter2!\n");
    assertThat(run.lastLines(1)).containsExactly("hunter2! told");
    assertThat(run.call().standardOutput()).hasContent("say ***");
    assertThat(run.call().standardError()).hasContent("*** told");
    assertThat(run.toString()).doesNotContain("hunter2!");
  }

  @Test
  void promise_8_of_a_call_that_is_not_to_be_kept_nothing_is() throws Exception {
    ToolRun run = Tools.run(tools.script("echo secret").keepingNothing());

    assertThat(run.output()).isEqualTo("secret\n");
    assertThat(run.call().standardOutput()).hasContent("(not kept: it may hold secrets)");
  }

  @Test
  void promise_8_a_tool_that_is_stopped_leaves_a_masked_log() throws Exception {
    Redactor redactor = new Redactor();
    redactor.learn("hunter2!");
    ProcessRunner runner = new ProcessRunner(new SystemTime(), Inherited.bare(), redactor);
    ToolCall call =
        tools.call(
            List.of("sh", "-c", "echo hunter2!; exec sleep 60"), Map.of(), Duration.ofSeconds(1));

    assertThat(catchThrowableOfType(ToolException.class, () -> runner.run(call)).log())
        .hasContent("***");
  }

  @Test
  void a_name_that_somebody_else_chose_stays_in_its_folder() throws Exception {
    ToolCall plain = tools.script("echo said");
    for (String name : List.of("../../x", "/etc/x", ".", "a\nb", "x".repeat(5000), "é\u0000")) {
      ToolCall call =
          new ToolCall(name, plain.command(), folder, Map.of(), folder.resolve("logs"), Tools.LONG);

      assertThat(Tools.run(call).output()).isEqualTo("said\n");
      assertThat(call.standardOutput()).hasParent(folder.resolve("logs"));
    }
  }

  @Test
  void a_second_run_starts_a_log_of_its_own() throws Exception {
    Tools.run(tools.script("echo first"));
    ToolRun second = Tools.run(tools.script("echo second"));

    assertThat(second.output()).isEqualTo("second\n");
  }

  private ToolException failure(List<String> command) {
    return catchThrowableOfType(
        ToolException.class, () -> Tools.run(tools.call(command, Map.of(), Tools.LONG)));
  }
}
