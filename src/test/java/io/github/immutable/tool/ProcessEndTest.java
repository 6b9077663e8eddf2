package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How tools are stopped: politely, whole, and never left behind. */
@Timeout(60)
class ProcessEndTest {
  /** A child and a grandchild, which writes down its process id. */
  private static final String FAMILY = "sh -c 'sh ./grandchild-script; true'; true";

  @TempDir Path folder;
  private Tools tools;

  @BeforeEach
  void tools() throws IOException {
    tools = new Tools(folder);
    Files.writeString(
        folder.resolve("grandchild-script"),
        "echo $$ >grandchild.new; mv grandchild.new grandchild; sleep 300; true");
  }

  @Test
  void a_timeout_stops_the_tool_and_its_childrens_children() throws Exception {
    ToolCall call = tools.call(List.of("sh", "-c", FAMILY), Map.of(), Duration.ofSeconds(1));

    ToolException failure = catchThrowableOfType(ToolException.class, () -> Tools.run(call));

    assertThat(failure).hasMessageContaining("did not end within 1 s");
    assertThat(failure.log()).isEqualTo(call.standardOutput());
    assertThat(Waiting.runs(grandchild())).isFalse();
  }

  @Test
  void an_interrupt_reaches_the_group_as_sigint_and_its_clean_up_is_waited_for() throws Exception {
    String script =
        "trap 'sleep 0.3; echo cleaned; exit 0' INT; touch ready; while :; do sleep 0.05; done";
    Thread thread = start(tools.script(script));
    Waiting.until("the trap is set", () -> Files.exists(folder.resolve("ready")));

    thread.interrupt();
    thread.join();

    assertThat(folder.resolve("logs/tool.out")).hasContent("cleaned");
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void an_interrupt_stops_childrens_children_too() throws Exception {
    Thread thread = start(tools.script(FAMILY));
    Waiting.until("it has children", () -> Files.exists(folder.resolve("grandchild")));

    thread.interrupt();
    thread.join();

    assertThat(Waiting.runs(grandchild())).isFalse();
  }

  @Test
  void a_second_interrupt_is_a_harder_signal() throws Exception {
    String deaf =
        "trap '' INT; trap 'echo terminated; exit 0' TERM; touch ready; while :; do sleep 0.05; done";
    Thread thread = start(tools.script(deaf));
    Waiting.until("the trap is set", () -> Files.exists(folder.resolve("ready")));

    thread.interrupt();
    Waiting.until(
        "the first is dealt with",
        () -> thread.getState() == Thread.State.TIMED_WAITING && !thread.isInterrupted());
    Waiting.until(
        "it has ended",
        () -> {
          thread.interrupt();
          return !thread.isAlive();
        });

    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void promise_5_nothing_is_started_after_an_interrupt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Tools.run(tools.script("touch ran")))
        .isInstanceOf(InterruptedException.class);
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  /** The start happens on another thread, so an interrupt can come before, amid and after it. */
  @Test
  void an_interrupt_at_any_moment_of_the_start_leaves_nothing_running() throws Exception {
    for (int attempt = 0; attempt < 60; attempt++) {
      String mark = "300." + ProcessHandle.current().pid() + attempt;
      Thread thread = start(tools.call(List.of("sleep", mark), Map.of(), Tools.LONG));
      long until = System.nanoTime() + attempt * 200_000L;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      thread.join();

      assertThat(ProcessHandle.allProcesses())
          .as("interrupted after %d µs", attempt * 200)
          .noneMatch(process -> process.info().commandLine().orElse("").contains(mark));
    }
  }

  @Test
  void a_listener_that_fails_does_not_leave_the_tool_running() {
    AtomicBoolean told = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                new ProcessRunner(new SystemTime())
                    .run(
                        tools.script("echo $$; exec sleep 300"),
                        line -> {
                          process.set(line);
                          told.set(true);
                          throw new IllegalStateException("the screen is gone");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(told).isTrue();
    assertThat(Waiting.runs(Long.parseLong(process.get()))).isFalse();
  }

  private final AtomicReference<String> process = new AtomicReference<>("");
  private final AtomicReference<@Nullable Exception> ended = new AtomicReference<>();

  private Thread start(ToolCall call) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                Tools.run(call);
              } catch (ToolException | InterruptedException e) {
                ended.set(e);
              }
            });
  }

  private long grandchild() throws Exception {
    return Long.parseLong(Files.readString(folder.resolve("grandchild")).strip());
  }
}
