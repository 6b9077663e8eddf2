package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A root that was there before: other names, and both slots in one state. */
@Tag("waits")
class AdoptedRootTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  private static final String ROOT = "infra/main.tf";

  @SuppressWarnings("NullAway.Init") // set before each test
  private Sample web;

  @BeforeEach
  void a_project_whose_root_keeps_both_slots_in_one_state() throws IOException {
    web = SAMPLES.project("adopted").quick();
    Path project = web.checkout.folder();
    Files.createDirectory(project.resolve("infra"));
    Shell.run(
        project, "cp", "-r", "terraform/container/server", "terraform/container/bin", "infra");
    Files.copy(Shell.BASE.resolve("src/test/resources/adopted/main.tf"), project.resolve(ROOT));
    web.checkout
        .edit(
            "pipelines/local.yml",
            "terraform: terraform/container",
            """
            terraform: infra
              state: shared
              addresses: { blue: [terraform_data.blue], green: [terraform_data.green] }
              names:
                project: app
                pipeline: env
                slot: ""
                release: "\\${slot}_release"
                image: "\\${slot}_ami"
                servers: "\\${slot}_desired_capacity"
              outputs: { servers: "\\${slot}_instances", name: id, address: private_ip }""")
        .commit("Our own root");
    takesTheStateAlong(project.resolve("infra"));
  }

  /** What both slots stand on is there before, made by whoever had the root; as the guide says. */
  private void takesTheStateAlong(Path root) {
    Path work = web.command.scratch().resolve("before");
    Shell.run(root, "cp", "-r", root.toString(), work.toString());
    String terraform = Shell.installed("terraform").toString();
    Shell.run(work, terraform, "init");
    Shell.run(
        work,
        terraform,
        "apply",
        "-auto-approve",
        "-var=app=" + web.application,
        "-var=env=local",
        "-var=first_port=" + web.firstPort,
        "-var=blue_ami=",
        "-var=green_ami=",
        "-var=blue_release=",
        "-var=green_release=",
        "-var=blue_desired_capacity=0",
        "-var=green_desired_capacity=0");
    Path state =
        web.checkout
            .folder()
            .resolve(".immutable/terraform/states/" + web.application + "-local-shared");
    Shell.run(work, "mkdir", "-p", state.toString());
    Shell.run(work, "cp", "terraform.tfstate", state.toString());
  }

  @AfterEach
  void nothing_is_left() {
    web.immutable("destroy", "--yes").exits(0);
    assertThat(web.containers.all()).as("servers").isEmpty();
  }

  @Test
  void promise_1_releases_and_rollbacks_go_through_one_state_and_touch_one_slot() {
    web.immutable("release", "v1").exits(0);
    Load load = web.load();

    web.immutable("release", "v2").exits(0);
    web.onlyAnswers("v2", load, Instant.now());
    assertThat(web.containers.of("blue")).as("replaced servers").isEmpty();
    assertThat(web.immutable("plan", "v1").exits(0).out()).contains("terraform_data.blue");
    web.immutable("rollback", "v1").exits(0);
    web.onlyAnswers("v1", load, Instant.now());

    Sample.noneLost(load);
    assertThat(web.containers.of("blue")).hasSize(2);
    assertThat(web.containers.of("green")).isEmpty();
    assertThat(states()).containsExactly(web.application + "-local-shared");
    assertThat(web.immutable("doctor").exits(0).out())
        .contains("its state is the other slot's too");
  }

  @Test
  void promise_1_a_plan_that_changes_the_other_slot_or_what_both_stand_on_is_refused() {
    web.immutable("release", "v1").exits(0);
    List<String> before = web.containers.all();

    web.checkout.edit(ROOT, "generation = \"1\"", "generation = \"2\"");
    Answer other = web.immutable("release", "v2").exits(10);
    assertThat(other.err())
        .contains(
            "terraform_data.blue[\"" + web.application + "-local-blue-1\"]: [delete, create]",
            "and it is not of slot green");
    web.checkout
        .edit(ROOT, "generation = \"2\"", "generation = \"1\"")
        .edit(ROOT, "input = var.app", "input = \"another network\"");
    Answer shared = web.immutable("release", "v2").exits(10);
    assertThat(shared.err())
        .contains("terraform_data.network: [update], and it is not of slot green");

    assertThat(web.containers.all()).isEqualTo(before);
    web.live("v1");
    web.checkout.edit(ROOT, "input = \"another network\"", "input = var.app");
  }

  @Test
  void promise_4_killed_in_the_apply_it_is_resumed() {
    web.immutable("release", "v1").exits(0);
    Load load = web.load();
    long applies = web.applies();
    web.command
        .start("release", "v2")
        .reaches("launch")
        .when("an apply", () -> web.applies() > applies)
        .kill();

    web.immutable("resume").exits(0);

    web.onlyAnswers("v2", load, Instant.now());
    Sample.noneLost(load);
    assertThat(web.containers.all()).as("servers").hasSize(2);
  }

  @Test
  void a_root_that_lacks_what_the_pipeline_names_is_refused_before_a_build() {
    web.checkout.edit(ROOT, "output \"green_instances\"", "output \"green_ips\"");
    int builds = web.command.runs("packer");

    Answer refused = web.immutable("release", "v1").exits(2);

    assertThat(refused.err()).contains("infra/main.tf", "no output `green_instances`");
    assertThat(web.command.runs("packer")).isEqualTo(builds);
  }

  @Test
  void an_output_without_addresses_is_refused_before_a_build() {
    web.checkout.edit(ROOT, "private_ip = \"127.0.0.1\"", "public_ip = \"127.0.0.1\"");
    int builds = web.command.runs("packer");

    Answer refused = web.immutable("release", "v1").exits(2);

    assertThat(refused.err())
        .contains(
            "the output `blue_instances` lists servers without `private_ip`, but with `id`,"
                + " `public_ip`, `port`");
    assertThat(web.command.runs("packer")).isEqualTo(builds);
  }

  /** What Terraform itself only knows when the servers are there. */
  @Test
  void servers_that_turn_out_to_have_no_address_are_put_back() {
    web.immutable("release", "v1").exits(0);
    List<String> before = web.containers.all();
    web.checkout.edit(
        ROOT,
        "output \"green_instances\" .*",
        "output \"green_instances\" { value = [for its in terraform_data.green : its.output] }");

    Answer failed = web.immutable("release", "v2").exits(10);

    assertThat(failed.err())
        .contains(
            "failed in launch: the output \"green_instances\" has a server with no usable private_ip,"
                + " port; its fields are NAME, PIPELINE, PROJECT, SLOT",
            "name its own fields under servers.outputs",
            "Live:  v1");
    assertThat(web.containers.all()).isEqualTo(before);
    web.checkout.edit(
        ROOT,
        "output \"green_instances\" .*",
        "output \"green_instances\" { value = local.green }");
  }

  private List<String> states() {
    Path states = web.checkout.folder().resolve(".immutable/terraform/states");
    return Shell.lines("ls", states.toString());
  }
}
