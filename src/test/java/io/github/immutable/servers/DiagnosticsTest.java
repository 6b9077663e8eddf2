package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On what {@code terraform plan|apply -json} really prints. */
class DiagnosticsTest {
  @TempDir Path folder;

  @Test
  void a_server_that_could_not_be_made_is_named_with_what_its_script_said() throws Exception {
    List<String> errors = errors(Recorded.text("apply-failed", "apply.out"));

    assertThat(errors)
        .contains("terraform_data.server[\"web-local-green-1\"]: local-exec provisioner error")
        .contains("terraform_data.server[\"web-local-green-2\"]: local-exec provisioner error")
        .contains("  bind: address already in use");
  }

  @Test
  void a_broken_root_and_a_missing_variable_are_named() throws Exception {
    assertThat(errors(Recorded.text("broken-root", "plan.out"))).contains("Unsupported argument");
    assertThat(errors(Recorded.text("missing-variable", "plan.out")))
        .anyMatch(line -> line.contains("\"servers\""));
  }

  @Test
  void what_a_validation_says_is_shown() throws Exception {
    assertThat(errors(Recorded.text("container-tag", "plan.out")))
        .contains("Invalid value for variable")
        .anyMatch(line -> line.contains("64 hexadecimal digits"));
  }

  @Test
  void lines_that_are_no_json_are_passed_over() throws Exception {
    String apply = Recorded.text("apply-failed", "apply.out");
    String polluted = "Warning: {old\n{\"torn\n{}\nnull\n\n" + apply + "{\"@level\":\"err";

    assertThat(errors(polluted)).isEqualTo(errors(apply));
  }

  @Test
  void a_success_has_no_errors() throws Exception {
    assertThat(errors(Recorded.text("create", "apply.out"))).isEmpty();
  }

  @Test
  void progress_is_about_resources_in_terraforms_own_words() throws Exception {
    List<String> shown =
        Recorded.text("create", "apply.out")
            .lines()
            .map(Diagnostics::progress)
            .flatMap(Optional::stream)
            .toList();

    assertThat(shown)
        .hasSize(4)
        .anyMatch(line -> line.equals("terraform_data.server[\"web-local-green-1\"]: Creating..."))
        .anyMatch(line -> line.contains("web-local-green-2\"]: Creation complete after"));
  }

  private List<String> errors(String output) throws Exception {
    ToolCall call =
        new ToolCall("apply", List.of("terraform"), folder, Map.of(), folder, Duration.ZERO);
    Files.writeString(call.standardOutput(), output);
    return Diagnostics.errors(new ToolRun(call, 1, Duration.ZERO));
  }
}
