package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.release.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a pipeline that has never released anything. */
class NothingToDoTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private SampleProject project;

  @BeforeEach
  void project() throws Exception {
    project = SampleProject.committed(folder);
  }

  @Test
  void retire_and_abort_have_nothing_to_do_which_is_no_failure() {
    assertThat(project.run("retire")).isEqualTo(new Run(0, "nothing is due\n", ""));
    assertThat(project.run("retire", "--now")).isEqualTo(new Run(0, "nothing is due\n", ""));
    assertThat(project.run("abort"))
        .isEqualTo(new Run(0, "nothing to abort: no release of local is unfinished\n", ""));
  }

  @Test
  void history_and_images_are_empty() {
    assertThat(project.run("history")).isEqualTo(new Run(0, "no releases in local yet\n", ""));
    assertThat(project.run("history", "--output", "json").json()).isEmpty();
    assertThat(project.run("images").out()).isEqualTo("no images yet: immutable build VERSION\n");
    assertThat(project.run("images", "--output=JSON").json()).isEmpty();
  }

  @Test
  void the_result_is_on_standard_output_alone_and_is_json_where_asked() {
    Run run = project.run("retire", "-o", "json");

    assertThat(run.json().at("/exit_code").asInt()).isEqualTo(Outcome.DONE);
    assertThat(run.json().at("/headline").asText()).isEqualTo("nothing is due");
    assertThat(run.json().has("left")).isTrue();
    assertThat(run.json().has("failure")).isFalse();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void destroy_of_nothing_is_repeatable() {
    for (int time = 1; time <= 2; time++) {
      Run run = project.run("destroy", "--yes");

      assertThat(run.out()).isEqualTo("pipeline local is down: 0 servers destroyed\n");
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void print_config_prints_a_stanza_and_nothing_else() {
    Run run = project.run("traffic", "print-config");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("use_backend", "map_int");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void promise_5_an_unfinished_release_holds_the_pipeline_and_names_the_way_out() throws Exception {
    project.leaveUnfinishedRelease();

    for (String line : new String[] {"release v1", "build v1", "rollback", "retire"}) {
      Run run = project.run((line + " --output json").split(" ", -1));

      assertThat(run.exitCode()).as(line).isEqualTo(Outcome.HELD);
      assertThat(run.firstOfStory())
          .isEqualTo(
              "immutable: release local-1 (v1) was interrupted in its beginning;"
                  + " it still holds local");
      assertThat(run.story().get(run.story().size() - 2))
          .startsWith("Next:  immutable resume --pipeline local");
      assertThat(run.json().at("/failure/case").asText()).isEqualTo("Unfinished");
      assertThat(run.json().at("/exit_code").asInt()).isEqualTo(Outcome.HELD);
    }
    assertThat(project.releases()).hasSize(1);
  }
}
