package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.ToolRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowTextTest {

  @Test
  void a_plan_with_changes_does_not_look_like_a_failure() {
    String shown =
        show(
            run("terraform-green-plan", 2, "terraform", "plan", "-detailed-exitcode"),
            run("terraform-green-apply", 1, "terraform", "apply"),
            run("prepare-1", 2, "make"),
            run("packer-build", -1, "packer", "build"));

    assertThat(shown.lines())
        .contains(
            "terraform-green-plan   1 s   2 (has changes)",
            "terraform-green-apply  1 s   1",
            "prepare-1              1 s   2",
            "packer-build           1 s   not ended");
  }

  private static String show(ToolRecord... runs) {
    return ShowText.of(
        SampleProject.unfinishedRelease(), List.of(), List.of(runs), Path.of("/somewhere"));
  }

  private static ToolRecord run(String name, int exitCode, String... command) {
    return new ToolRecord("local-1", name, List.of(command), Instant.EPOCH, "/log", 1000, exitCode);
  }
}
