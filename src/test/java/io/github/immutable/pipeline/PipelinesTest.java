package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelinesTest {
  private static final String DEFAULT = Scenario.SHORTEST + "default: true\n";

  @TempDir Path project;

  @Test
  void the_only_one_is_meant() throws Exception {
    given(project).file("local.yml", Scenario.SHORTEST).file("notes.txt", "");
    assertThat(Pipelines.choose(project, null).name()).isEqualTo("local");
  }

  @Test
  void the_default_is_meant_whatever_is_wrong_with_the_others() throws Exception {
    given(project)
        .file("broken.yml", "default: [\n")
        .file("local.yml", DEFAULT)
        .file("production.yml", Scenario.SHORTEST);
    assertThat(Pipelines.choose(project, null).name()).isEqualTo("local");
    assertThat(Pipelines.choose(project, "production").name()).isEqualTo("production");
  }

  @Test
  void several_and_no_default_are_named() throws Exception {
    given(project).file("b.yml", Scenario.SHORTEST).file("a.yml", Scenario.SHORTEST);
    assertThat(Refusal.of(() -> Pipelines.choose(project, null)))
        .isEqualTo("several pipelines and none is the default: a, b");
    assertThat(Refusal.remedy(() -> Pipelines.choose(project, null)))
        .isEqualTo("name one: --pipeline a, or have default: true in one of their files only");
  }

  @Test
  void several_defaults_are_named() throws Exception {
    given(project).file("a.yml", DEFAULT).file("b.yml", DEFAULT).file("c.yml", Scenario.SHORTEST);
    assertThat(Refusal.of(() -> Pipelines.choose(project, null)))
        .isEqualTo("several pipelines are the default: a, b");
  }

  @Test
  void an_unknown_name_has_its_nearest() throws Exception {
    given(project).file("local.yml", DEFAULT).file("production.yml", Scenario.SHORTEST);
    assertThat(Refusal.of(() -> Pipelines.choose(project, "prodution")))
        .isEqualTo(
            "no pipeline \"prodution\" in pipelines/, which has local, production; did you mean"
                + " \"production\"?");
    assertThat(Refusal.remedy(() -> Pipelines.choose(project, "prodution")))
        .isEqualTo("name one that is there: --pipeline production");
    for (String path : List.of("../pipelines/local", "pipelines/local.yml", "local.yaml")) {
      assertThat(Refusal.of(() -> Pipelines.choose(project, path)))
          .isEqualTo(
              "no pipeline \"%s\" in pipelines/, which has local, production; did you mean"
                      .formatted(path)
                  + " \"local\"?");
    }
  }

  @Test
  void no_folder_and_no_file_say_how_to_begin() throws Exception {
    String message = "no pipeline: expected pipelines/NAME.yml in %s".formatted(project);
    assertThat(Refusal.of(() -> Pipelines.choose(project, null))).isEqualTo(message);
    given(project);
    assertThat(Refusal.of(() -> Pipelines.choose(project, "local"))).isEqualTo(message);
    assertThat(Refusal.remedy(() -> Pipelines.choose(project, null)))
        .isEqualTo("make a first one: immutable init");
  }

  @Test
  void a_file_whose_name_ends_otherwise_is_to_be_renamed() throws Exception {
    given(project).file("local.yaml", Scenario.SHORTEST);
    assertThat(Refusal.remedy(() -> Pipelines.choose(project, null)))
        .isEqualTo("rename pipelines/local.yaml: its name must end in .yml");
  }
}
