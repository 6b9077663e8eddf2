package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.tool.ToolCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildCommandsTest {
  @TempDir Path scratch;
  Checkout checkout;

  @BeforeEach
  void checkout() {
    checkout =
        new Checkout(
            scratch, List.of("bin", "tools/bin"), scratch.resolve("logs"), Duration.ofMinutes(5));
  }

  @Test
  void an_executable_with_a_slash_is_the_checkouts() {
    ToolCall call = new BaseImage(checkout, List.of("packer/base-image", "a/b")).call();

    assertThat(call.name()).isEqualTo("base-image");
    assertThat(call.command()).containsExactly(scratch + "/packer/base-image", "a/b");
    assertThat(call.directory()).isEqualTo(scratch);
    assertThat(call.environment().get("PATH"))
        .isEqualTo(scratch + "/bin:" + scratch + "/tools/bin:" + System.getenv("PATH"));
  }

  @Test
  void an_executable_without_or_from_the_root_is_left_alone() {
    assertThat(new BaseImage(checkout, List.of("make")).call().command()).containsExactly("make");
    assertThat(new BaseImage(checkout, List.of("/bin/true")).call().command())
        .containsExactly("/bin/true");
  }

  @Test
  void the_base_image_is_the_one_line_printed() throws Exception {
    BaseImage base = new BaseImage(checkout, List.of("base"));

    assertThat(base.identify(RecordedTool.saying("\n sha256:1 \n\n", "pulling\n", 0)))
        .isEqualTo("sha256:1");
  }

  @ParameterizedTest
  @CsvSource({"'', printed nothing", "'a\nb\n', printed 2 lines"})
  void anything_but_one_line_is_refused(String output, String message) {
    BaseImage base = new BaseImage(checkout, List.of("base", "image"));

    assertThat(failure(() -> base.identify(RecordedTool.saying(output, "", 0))))
        .hasMessage(
            "base command `base image` "
                + message
                + "; expected the base image's exact id on one line");
  }

  @Test
  void a_base_command_that_fails_is_a_failure_whatever_it_printed() {
    BaseImage base = new BaseImage(checkout, List.of("base"));

    BuildException failure =
        failure(() -> base.identify(RecordedTool.saying("sha256:1\n", "no engine\n", 125)));

    assertThat(failure).hasMessage("base command `base` failed with exit code 125");
    assertThat(failure.lines()).containsExactly("no engine");
    assertThat(failure.log()).isEqualTo(scratch.resolve("logs/base-image.err"));
  }

  @Test
  void prepare_commands_run_in_order_and_are_followed() throws Exception {
    RecordedTool tools = RecordedTool.saying("done\n", "", 0);
    List<String> progress = new ArrayList<>();

    new PrepareCommands(checkout, List.of(List.of("mvn", "package"), List.of("./fetch")))
        .run(tools, progress::add);

    assertThat(tools.calls).extracting(ToolCall::name).containsExactly("prepare-1", "prepare-2");
    assertThat(tools.calls.get(1).command()).containsExactly(scratch + "/fetch");
    assertThat(progress).containsExactly("done", "done");
  }

  @Test
  void the_first_prepare_command_that_fails_ends_the_build() {
    RecordedTool tools = RecordedTool.saying("[ERROR] no such goal\n", "", 1);
    PrepareCommands prepare =
        new PrepareCommands(checkout, List.of(List.of("mvn", "pakcage"), List.of("never")));

    BuildException failure = failure(() -> prepare.run(tools, line -> {}));

    assertThat(tools.calls).hasSize(1);
    assertThat(failure).hasMessage("prepare command `mvn pakcage` failed with exit code 1");
    assertThat(failure.lines()).containsExactly("[ERROR] no such goal");
    assertThat(failure.log()).isEqualTo(scratch.resolve("logs/prepare-1.out"));
  }

  private static BuildException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    return catchThrowableOfType(BuildException.class, action);
  }
}
