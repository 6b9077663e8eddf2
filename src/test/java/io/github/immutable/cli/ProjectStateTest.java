package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.release.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say of projects that are not ready for them. */
class ProjectStateTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void a_folder_without_pipelines_is_told_how_to_get_one() {
    Run run = Run.of("status", "--project", folder.toString());

    assertThat(run.firstOfStory())
        .startsWith("immutable: no pipeline: expected pipelines/NAME.yml in ");
    assertThat(run.err()).contains("immutable init");
    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void several_pipelines_without_a_default_are_listed() throws Exception {
    SampleProject project =
        SampleProject.in(folder)
            .edit("pipelines/local.yml", "default: true", "default: false")
            .copy("pipelines/local.yml", "pipelines/staging.yml");

    assertThat(project.run("status").firstOfStory())
        .startsWith("immutable: several pipelines and none is the default: local, staging");
    assertThat(project.run("status").exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(project.run("history", "--pipeline", "staging").out()).contains("staging");
  }

  @Test
  void every_mistake_of_a_pipeline_file_is_told_with_its_place() throws Exception {
    SampleProject project =
        SampleProject.in(folder)
            .edit("pipelines/local.yml", "count: 2", "cuont: 2")
            .edit("pipelines/local.yml", "every: 1s", "every: 1");

    Run run = project.run("release", "v1", "--output", "json");

    assertThat(run.firstOfStory())
        .isEqualTo("immutable: pipelines/local.yml has 2 mistakes")
        .isEqualTo("immutable: " + run.json().at("/failure/message").asText());
    assertThat(run.json().at("/failure/lines")).hasSize(2);
    assertThat(Files.readString(Path.of("docs/pipeline.md")))
        .as("the example of the documentation")
        .contains("```\n" + run.err() + "```\n");
    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(project.home()).doesNotExist();
  }

  @Test
  void a_project_outside_git_cannot_release() throws Exception {
    SampleProject project = SampleProject.in(folder);

    Run run = project.run("release", "v1");

    assertThat(run.firstOfStory()).startsWith("immutable: ").contains("git repository");
    assertThat(run.err()).contains("Next:  ").contains("git init");
    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(project.releases()).isEmpty();
  }

  @Test
  void a_repository_without_a_commit_cannot_release() throws Exception {
    SampleProject project = SampleProject.in(folder);
    Git.init().setDirectory(folder.toFile()).call().close();

    Run run = project.run("release", "v1");

    assertThat(run.firstOfStory()).isEqualTo("immutable: the git repository has no commit yet");
    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(project.releases()).isEmpty();
  }

  @Test
  void a_ledger_of_a_newer_version_is_left_alone() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    assertThat(project.run("history").exitCode()).isZero();
    project.sql("PRAGMA user_version = 99");

    Run run = project.run("release", "v1", "--output", "json");

    assertThat(run.firstOfStory()).contains("was written by a newer version of immutable");
    assertThat(run.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
    assertThat(run.json().at("/exit_code").asInt()).isEqualTo(Outcome.OPERATOR_NEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "release v1",
        "build v1",
        "rollback",
        "resume",
        "abort",
        "retire --now",
        "sweep --yes",
        "destroy --yes",
        "unlock --yes",
        "plan v1",
        "status",
        "history",
        "ledger export"
      })
  void promise_4_no_command_believes_a_ledger_that_was_altered(String typed) throws Exception {
    SampleProject project = SampleProject.committed(folder);
    project.leaveUnfinishedRelease();
    project.sql("DELETE FROM record WHERE id = 'local-1'");

    Run run = project.run(typed.split(" "));

    assertThat(run.firstOfStory())
        .contains("ledger.db is not what was written: records were written: 1, found: 0");
    assertThat(run.err()).contains("immutable help ledger-unusable");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
    assertThat(project.home().resolve("releases")).doesNotExist();
    assertThat(project.run("doctor").out()).contains("records were written: 1, found: 0");
  }
}
