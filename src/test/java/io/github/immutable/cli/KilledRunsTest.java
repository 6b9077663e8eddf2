package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunsTest {
  /** Greater than any that Linux gives to a process. */
  private static final String NOBODY = "99999999";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private SampleProject project;

  @BeforeEach
  void a_run_was_killed() throws Exception {
    project =
        SampleProject.committed(folder.resolve("shop"))
            .edit(
                "pipelines/local.yml",
                "ledger: sqlite",
                "ledger: sqlite\nsecrets: { t: { file: t } }");
    write("t", "hunter2!");
    project.leaveUnfinishedRelease();
  }

  @Test
  void promise_8_the_next_command_masks_what_it_left_and_deletes_plans() throws Exception {
    Path raw =
        write(".immutable/releases/local-1/launch/.terraform-blue-plan.out.raw", "a hunter2! b");
    Path plan = write(".immutable/releases/local-1/launch/blue.tfplan", "hunter2!");
    Path report = write(".immutable/releases/local-1/ansible/web.json", "{\"msg\": \"hunter2!\"}");
    Path looked = write(".immutable/looks/" + NOBODY + "/terraform/blue.tfplan", "hunter2!");

    Run run = project.run("retire");

    assertThat(run.out() + run.err()).doesNotContain("hunter2!");
    assertThat(raw).doesNotExist();
    assertThat(plan).doesNotExist();
    assertThat(looked).doesNotExist();
    assertThat(raw.resolveSibling("terraform-blue-plan.out")).hasContent("a *** b");
    assertThat(report).hasContent("{\"msg\": \"***\"}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
        .isEqualTo("rw-------");
  }

  @Test
  void promise_1_the_plans_of_another_pipeline_that_is_at_work_stay() throws Exception {
    Path plan = write(".immutable/releases/staging-1/launch/blue.tfplan", "a plan");
    Path raw = write(".immutable/releases/staging-1/launch/.terraform-blue-plan.out.raw", "said");

    project.run("retire");

    assertThat(plan).exists();
    assertThat(raw).exists();
  }

  private Path write(String file, String text) throws Exception {
    Path path = project.folder().resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
