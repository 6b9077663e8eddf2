package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traffic drivers, who asks the servers, and roots with words of their own. */
class DriverRulesTest {
  private static final String HAPROXY =
      "  haproxy:\n    managed: true\n    front_door: \"http://127.0.0.1:8080/\"\n";
  private static final String TERRAFORM =
      """
        terraform:
          root: terraform/container
          changes: [aws_lb_listener_rule.traffic]
          front_door: "http://www.example.com/"
      """;
  private static final String COMMAND =
      "  command:\n    run: [bin/traffic]\n    front_door: \"http://www.example.com/\"\n";
  private static final String SHARED =
      """
      count: 2
        state: shared
        names: { image: "${slot}_ami", servers: "${slot}_count", slot: "" }
        outputs: { servers: "${slot}_ips" }
        addresses: { blue: [module.blue], green: [module.green] }""";

  @TempDir Path project;

  @Test
  void each_driver_knows_its_front_door() throws Exception {
    for (String driver : List.of(TERRAFORM, COMMAND)) {
      Traffic traffic = given(project).with(driver, HAPROXY).loaded().traffic();

      assertThat(traffic.frontDoor()).isEqualTo(URI.create("http://www.example.com/"));
      assertThat(traffic.confirm().answers()).isEqualTo(20);
      assertThat(traffic.managed()).isFalse();
    }
  }

  @Test
  void there_is_exactly_one_driver() throws Exception {
    given(project)
        .with("  {}\n", HAPROXY)
        .thenMistakes(":15:3: expected one of haproxy, terraform and command");
    given(project)
        .and(COMMAND)
        .thenMistakes(":19:5: expected one of haproxy, terraform and command alone");
  }

  @Test
  void a_traffic_root_names_what_a_switch_may_change() throws Exception {
    given(project)
        .with(
            TERRAFORM
                .replace("[aws_lb_listener_rule.traffic]", "[]")
                .replace("terraform/container", "terraform/nowhere")
                .concat("    variables: { active: blue }\n"),
            HAPROXY)
        .thenMistakes(
            ":16:11: expected a folder, there is no \"terraform/nowhere\" in the project",
            ":17:14: expected one address at least",
            ":19:26: this variable is given by the tool");
  }

  @Test
  void a_driver_has_a_command_to_run() throws Exception {
    given(project)
        .with(COMMAND.replace("[bin/traffic]", "[]"), HAPROXY)
        .thenMistakes(":16:10: expected an executable and its arguments, found none");
  }

  @Test
  void promise_2_servers_that_are_not_asked_prove_nothing_by_their_answers() throws Exception {
    given(project)
        .with("  http:", "  http:")
        .with("health:\n  from: balancer", "health:")
        .thenMistakes(
            ":11:9: balancer needs health.proof: platform, command or none",
            ":11:9: balancer needs traffic.command or traffic.terraform.show");
    given(project)
        .with("health:\n  from: command\n  proof: none", "health:")
        .thenMistakes(":11:9: command needs health.command");
    Health health =
        given(project)
            .with("health:\n  from: balancer\n  proof: none", "health:")
            .with(COMMAND, HAPROXY)
            .loaded()
            .health();
    assertThat(health.from()).isEqualTo(Health.From.BALANCER);
  }

  @Test
  void a_root_may_have_words_of_its_own() throws Exception {
    RootWords words = given(project).with(SHARED, "count: 2").loaded().rootWords();

    Map<String, Object> inputs =
        words.inputs(
            Map.of("slot", "green", "image", "ami-2", "servers", 3, "project", "web", "size", "s"),
            "green",
            Map.of("slot", "blue", "image", "ami-1", "servers", 2, "project", "web"));

    assertThat(inputs)
        .containsOnly(
            Map.entry("project", "web"),
            Map.entry("size", "s"),
            Map.entry("blue_ami", "ami-1"),
            Map.entry("blue_count", 2),
            Map.entry("green_ami", "ami-2"),
            Map.entry("green_count", 3));
    assertThat(words.output("servers", "blue")).isEqualTo("blue_ips");
    assertThat(words.owns("blue", "module.blue.aws_instance.web[0]")).isTrue();
    assertThat(words.owns("blue", "module.blue2.aws_instance.web")).isFalse();
    assertThat(words.owns("green", "module.blue")).isFalse();
  }

  @Test
  void a_shared_state_says_what_is_whose() throws Exception {
    given(project)
        .with("count: 2\n  state: shared", "count: 2")
        .thenMistakes(
            ":9:10: shared needs servers.names.image with ${slot} in it",
            ":9:10: shared needs servers.names.servers with ${slot} in it",
            ":9:10: shared needs servers.outputs.servers with ${slot} in it",
            ":9:10: shared needs servers.addresses.blue",
            ":9:10: shared needs servers.addresses.green");
    given(project)
        .with("count: 2\n  addresses: { blue: [a.b] }\n  workspace: x", "count: 2")
        .thenMistakes(
            ":9:14: belongs to a shared state, state: shared",
            ":10:14: belongs to a shared state, state: shared");
  }

  @Test
  void promise_1_no_address_is_of_both_slots() throws Exception {
    for (String green : new String[] {"module.blue", "module.blue.aws_instance.green"}) {
      given(project)
          .with(SHARED.replace("module.green", green), "count: 2")
          .thenMistakes(":12:45: expected none of blue's, and \"module.blue\" is");
    }
  }

  @Test
  void words_are_for_what_there_is() throws Exception {
    given(project)
        .with(
            "count: 2\n  names: { imag: ami, image: \"\" }\n  outputs: { server: ips }", "count: 2")
        .thenMistakes(
            ":9:18: expected one of project, pipeline, slot, release, image, servers; did you mean"
                + " \"image\"?",
            ":9:30: expected the variable that takes it, found none",
            ":10:22: expected one of servers, name, address, port, image; did you mean"
                + " \"servers\"?");
    assertThat(Files.exists(project.resolve("pipelines"))).isTrue();
  }
}
