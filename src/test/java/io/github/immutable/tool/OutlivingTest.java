package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool and the JVM that started it, when only the JVM is killed. */
class OutlivingTest {
  @TempDir Path folder;

  /** Runs one script in its folder. */
  static final class RunsOneTool {
    private RunsOneTool() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      new ProcessRunner(new SystemTime())
          .run(
              new ToolCall(
                  "tool",
                  List.of("sh", "-c", arguments[1]),
                  folder,
                  Map.of(),
                  folder.resolve("logs"),
                  Tools.LONG),
              System.out::println);
    }
  }

  @Test
  void promise_4_a_tool_outlives_a_killed_jvm_with_its_log_complete() throws Exception {
    String script =
        "echo started; while [ ! -e go ]; do sleep 0.01; done;"
            + " seq 1 20000; echo last >&2; touch finished";
    try (OtherJvm jvm = new OtherJvm(RunsOneTool.class, folder.toString(), script)) {
      assertThat(jvm.line()).isEqualTo("started");
      jvm.kill();
      Files.createFile(folder.resolve("go"));
      Waiting.until("the tool has ended", () -> Files.exists(folder.resolve("finished")));
    }

    assertThat(LeftLogs.finish(folder, new Redactor())).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("logs/tool.out")))
        .hasSize(20_001)
        .endsWith("20000");
    assertThat(folder.resolve("logs/tool.err")).hasContent("last");
  }

  @Test
  void a_new_run_under_the_same_name_does_not_mix_with_one_that_still_writes() throws Exception {
    String script =
        "echo started; while [ ! -e go ]; do sleep 0.01; done; echo old; touch finished";
    try (OtherJvm jvm = new OtherJvm(RunsOneTool.class, folder.toString(), script)) {
      assertThat(jvm.line()).isEqualTo("started");
      jvm.kill();
      Tools tools = new Tools(folder);
      ToolRun run =
          Tools.run(
              tools.script(
                  "echo new; touch go; while [ ! -e finished ]; do sleep 0.01; done; echo newer"));

      assertThat(run.output()).isEqualTo("new\nnewer\n");
    }
    Waiting.until("the first has ended", () -> LeftLogs.finish(folder, new Redactor()).isEmpty());
    assertThat(folder.resolve("logs/tool.out.previous")).hasContent("started\nold");
  }

  @Test
  void promise_8_what_a_killed_run_left_is_masked_once_its_tool_has_ended() throws Exception {
    Redactor redactor = new Redactor();
    redactor.learn("hunter2!");
    Path plan = Files.createDirectories(folder.resolve("logs")).resolve("launch.tfplan");
    Files.writeString(plan, "hunter2!");
    String script =
        "echo started; echo hunter2!; while [ ! -e go ]; do sleep 0.01; done; echo hunter2! >&2";
    try (OtherJvm jvm = new OtherJvm(RunsOneTool.class, folder.toString(), script)) {
      assertThat(jvm.line()).isEqualTo("started");
      jvm.kill();

      assertThat(LeftLogs.finish(folder, redactor))
          .as("what the tool writes still")
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(".tool.out.raw", ".tool.err.raw");
      assertThat(plan).doesNotExist();

      Files.createFile(folder.resolve("go"));
      Waiting.until("the tool has ended", () -> LeftLogs.finish(folder, redactor).isEmpty());
    }
    assertThat(folder.resolve("logs/tool.out")).hasContent("started\n***");
    assertThat(folder.resolve("logs/tool.err")).hasContent("***");
    try (var left = Files.list(folder.resolve("logs"))) {
      assertThat(left).hasSize(2);
    }
  }
}
