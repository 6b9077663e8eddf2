package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver of one's own is by default, and where its commands may lie. */
class TrafficRulesTest {
  private static final String HAPROXY =
      """
        haproxy:
          managed: true
          front_door: "http://127.0.0.1:8080/"
      """
          .stripTrailing();
  private static final String COMMAND =
      """
        command:
          run: [bin/traffic]
          front_door: "http://127.0.0.1:8080/"
      """
          .stripTrailing();
  private static final String TERRAFORM =
      """
        terraform:
          root: terraform/container
          changes: [terraform_data.traffic]
          front_door: "http://127.0.0.1:8080/"
      """
          .stripTrailing();

  @TempDir Path project;

  @Test
  void a_driver_of_ones_own_has_defaults_that_promise_nothing() throws Exception {
    Traffic command = given(project).with(COMMAND, HAPROXY).loaded().traffic();
    assertThat(command.managed()).isFalse();
    assertThat(command.frontDoor()).hasToString("http://127.0.0.1:8080/");
    assertThat(command.confirm().answers()).isEqualTo(20);
    assertThat(command.command())
        .satisfies(its -> assertThat(its.lossless()).isFalse())
        .satisfies(its -> assertThat(its.timeout()).isEqualTo(Duration.ofMinutes(1)));

    Traffic terraform = given(project).with(TERRAFORM, HAPROXY).loaded().traffic();
    assertThat(terraform.frontDoor()).hasToString("http://127.0.0.1:8080/");
    assertThat(terraform.terraform())
        .satisfies(its -> assertThat(its.lossless()).isFalse())
        .satisfies(its -> assertThat(its.show()).isEmpty())
        .satisfies(its -> assertThat(its.variables()).isEqualTo(Map.of()));
  }

  @Test
  void commands_are_the_projects_own() throws Exception {
    given(project)
        .with(COMMAND, HAPROXY)
        .with("run: [../traffic]", "run: [bin/traffic]")
        .thenMistakes(":16:11: expected a path inside the project, relative, without ..");
    given(project)
        .with(COMMAND, HAPROXY)
        .with("run: []", "run: [bin/traffic]")
        .thenMistakes(":16:10: expected an executable and its arguments, found none");
    given(project)
        .with(TERRAFORM, HAPROXY)
        .and("    show: [/bin/show]\n")
        .thenMistakes(":19:12: expected a path inside the project, relative, without ..");
  }

  @Test
  void a_misspelt_key_is_told_with_the_nearest() throws Exception {
    given(project)
        .with(COMMAND, HAPROXY)
        .and("    time_out: 3s\n")
        .thenMistakes(":18:5: unknown key \"time_out\"; did you mean \"timeout\"?");
  }

  @Test
  void a_balancer_that_says_nothing_of_its_servers_is_not_asked_about_them() throws Exception {
    String none = "health:\n  from: balancer\n  proof: none";
    String mistake = ":11:9: balancer needs traffic.command or traffic.terraform.show";
    given(project).with(none, "health:").thenMistakes(mistake);
    given(project).with(TERRAFORM, HAPROXY).with(none, "health:").thenMistakes(mistake);
    assertThat(
            given(project)
                .with(TERRAFORM, HAPROXY)
                .with(none, "health:")
                .and("    show: [bin/show]\n")
                .loaded()
                .health()
                .from())
        .isEqualTo(Health.From.BALANCER);
  }
}
