package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final String OUTSIDE = "expected a path inside the project, relative, without ..";

  @TempDir Path project;

  @ParameterizedTest
  @ValueSource(strings = {"Web", "-web", "web_1", "a234567890123456789012345678901x"})
  void a_name_that_servers_cannot_have_is_refused(String name) throws Exception {
    given(project)
        .with("application: " + name, "application: web")
        .thenMistakes(":1:14: expected 1 to 31 of a-z, 0-9 and hyphens, the first no hyphen");
  }

  @Test
  void a_file_whose_name_servers_cannot_have_is_refused() throws Exception {
    given(project).file("My_Site.yml", Scenario.SHORTEST);
    assertThat(Refusal.of(() -> PipelineLoader.load(project.resolve("pipelines/My_Site.yml"))))
        .isEqualTo(
            "pipelines/My_Site.yml: expected 1 to 31 of a-z, 0-9 and hyphens, the first no hyphen,"
                + " in the file's name before .yml");
  }

  @Test
  void paths_stay_inside_the_project() throws Exception {
    given(project)
        .with(
            "image:\n  base: [../base]\n  prepare: [[/bin/x], [mvn, ../y]]\n  path: [a/../../b]",
            "image:")
        .with("template: /etc", "template: packer/container")
        .with("inputs: [\"\"]", "inputs: [packer/container, ansible]")
        .with("terraform: ../other", "terraform: terraform/container")
        .thenMistakes(
            ":3:10: " + OUTSIDE,
            ":4:14: " + OUTSIDE,
            ":5:10: " + OUTSIDE,
            ":6:13: " + OUTSIDE,
            ":7:12: " + OUTSIDE,
            ":10:14: " + OUTSIDE);
  }

  @Test
  void the_checkouts_files_are_looked_for() throws Exception {
    Scenario scenario =
        given(project)
            .with(
                "terraform: terraform/cloud\n  inventory: terraform/inventory",
                "terraform: terraform/container");
    scenario.thenMistakes(
        ":7:14: expected a folder, there is no \"terraform/cloud\" in the project",
        ":8:14: expected an executable file, there is no \"terraform/inventory\" in the project");

    Files.writeString(project.resolve("terraform/inventory"), "");
    scenario.thenMistakes(
        ":7:14: expected a folder, there is no \"terraform/cloud\" in the project",
        ":8:14: expected an executable file; chmod +x it");
  }

  @Test
  void a_template_outside_the_inputs_would_find_old_images() throws Exception {
    given(project)
        .with("inputs: [packer/containers]", "inputs: [packer/container, ansible]")
        .thenMistakes(
            ":4:11: expected image.template, \"packer/container\", among the inputs, whose nearest is"
                + " \"packer/containers\": without it a changed template would find the old image");
    given(project)
        .with("inputs: [ansible]", "inputs: [packer/container, ansible]")
        .thenMistakes(
            ":4:11: expected image.template, \"packer/container\", among the inputs: without it a"
                + " changed template would find the old image");
    assertThat(given(project).with("inputs: [.]", "inputs: [packer/container, ansible]").loaded())
        .isNotNull();
  }

  @Test
  void a_command_has_an_executable() throws Exception {
    given(project)
        .with("image:\n  prepare: [[], [\"\"]]", "image:")
        .thenMistakes(
            ":3:13: expected an executable and its arguments, found none",
            ":3:17: expected an executable and its arguments, found none");
  }

  @Test
  void an_unknown_placeholder_is_a_mistake() throws Exception {
    given(project)
        .with("\"${image.id} ${server.prot}\"", "\"${image.id}\"")
        .with(
            "ansible]\n  variables: { a: \"${bild.run}\", b: \"${base.id\" }",
            "ansible]\n  variables: {}")
        .with("count: 2\n  variables: { c: [\"${image.id}\"] }", "count: 2\n  variables: {}")
        .thenMistakes(
            ":5:19: unknown placeholder \"bild.run\", expected one of base.id, build.manifest,"
                + " build.results, build.run, image.id, run; did you mean \"build.run\"?",
            ":5:37: expected } after ${",
            ":9:20: expected no placeholder here, found ${image.id}",
            ":13:22: unknown placeholder \"server.prot\", expected one of image.id, server.address,"
                + " server.name, server.port; did you mean \"server.port\"?");
  }

  @Test
  void what_the_tool_gives_is_not_given_twice() throws Exception {
    given(project)
        .with(
            "ansible]\n  variables: { image_id: mine, base: \"${base.id}\" }",
            "ansible]\n  variables: {}")
        .with("count: 2\n  variables: { slot: blue }", "count: 2\n  variables: {}")
        .thenMistakes(
            ":5:26: image_id is given by the tool and is no other value",
            ":5:38: ${base.id} needs image.base",
            ":9:22: this variable is given by the tool");
  }

  @Test
  void a_managed_balancer_has_its_own_files() throws Exception {
    given(project)
        .and("    socket: /a\n    map: /b\n")
        .thenMistakes(
            ":18:13: socket belongs to an HAProxy of your own, managed: false",
            ":19:10: map belongs to an HAProxy of your own, managed: false");
    given(project)
        .with("managed: false", "managed: true")
        .thenMistakes(
            ":15:3: missing key \"traffic.haproxy.socket\", which managed: false needs",
            ":15:3: missing key \"traffic.haproxy.map\", which managed: false needs",
            ":15:3: missing key \"traffic.haproxy.state\", which managed: false needs");
  }

  @Test
  void the_balancer_has_room_for_a_slot() throws Exception {
    given(project)
        .with("count: 40", "count: 2")
        .thenMistakes(":15:3: expected at least servers.count, 40, found 32");
    assertThat(given(project).with("count: 40", "count: 2").and("    capacity: 40\n").loaded())
        .isNotNull();
  }
}
