package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool under a lock, and what becomes of it when only the JVM that started it is killed. */
class ToolLockTest {
  private static final Time TIME = new SystemTime();

  @TempDir Path folder;
  private ToolLock lock = new ToolLock(Path.of("lock"));

  @BeforeEach
  void a_lock() {
    lock = new ToolLock(folder.resolve("lock"));
  }

  /** Runs one script under the lock in its folder. */
  static final class RunsUnderLock {
    private RunsUnderLock() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      List<String> command =
          new ToolLock(folder.resolve("lock"))
              .around(List.of("sh", "-c", arguments[1]), Tools.LONG);
      new ProcessRunner(new SystemTime())
          .run(new Tools(folder).call(command, Map.of(), Tools.LONG), System.out::println);
    }
  }

  @Test
  void promise_5_a_tool_that_outlived_us_is_waited_for_to_its_last_child() throws Exception {
    assertThat(lock.held()).as("a lock that nobody ever took").isFalse();
    String script =
        "echo started; (while [ ! -e go ]; do sleep 0.01; done; touch finished) & exit 0";
    try (OtherJvm jvm = new OtherJvm(RunsUnderLock.class, folder.toString(), script)) {
      assertThat(jvm.line()).isEqualTo("started");
      jvm.kill();
    }
    assertThat(lock.held()).isTrue();
    assertThat(lock.awaitFree(TIME, Duration.ofMillis(1), () -> {})).isFalse();
    List<String> told = new ArrayList<>();

    boolean free =
        lock.awaitFree(
            TIME,
            Tools.LONG,
            () -> {
              told.add("waiting");
              go();
            });

    assertThat(free).isTrue();
    assertThat(told).hasSize(1);
    assertThat(folder.resolve("finished")).exists();
  }

  @Test
  void promise_5_a_second_tool_is_not_started_beside_it() throws Exception {
    String script = "echo started; while [ ! -e go ]; do sleep 0.01; done";
    try (OtherJvm jvm = new OtherJvm(RunsUnderLock.class, folder.toString(), script)) {
      assertThat(jvm.line()).isEqualTo("started");
      jvm.kill();
    }

    ToolRun second =
        Tools.run(
            new Tools(folder)
                .call(
                    lock.around(List.of("touch", "second"), Duration.ofSeconds(1)),
                    Map.of(),
                    Tools.LONG));

    assertThat(second.exitCode()).isEqualTo(ToolLock.HELD);
    assertThat(folder.resolve("second")).doesNotExist();
    go();
    Waiting.until("the first has ended", () -> !lock.held());
  }

  @Test
  void what_outlived_us_is_stopped_politely() throws Exception {
    String script = "trap 'touch asked; exit 1' INT; echo started; while :; do sleep 0.01; done";
    try (OtherJvm jvm = new OtherJvm(RunsUnderLock.class, folder.toString(), script)) {
      assertThat(jvm.line()).isEqualTo("started");
      jvm.kill();
    }

    lock.stop(TIME);

    assertThat(lock.held()).isFalse();
    assertThat(folder.resolve("asked")).exists();
  }

  private void go() {
    try {
      Files.createFile(folder.resolve("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
