package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code traffic check} finds in drivers that are right, and in those with one fault each. */
@Timeout(120)
class TrafficCheckTest {
  private static final String DRIVER =
      """
      #!/bin/sh
      set -eu
      cd balancer
      case $1 in
        show) printf '{"active": "%s"}' "$(cat active)" ;;
        register) cp "$3" "$2.new"; mv "$2.new" "$2" ;;
        switch) echo "$2" >active.new; mv active.new active ;;
        unregister) rm -f "$2" ;;
        *) exit 64 ;;
      esac
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private SampleProject project;

  @SuppressWarnings("NullAway.Init") // made before each test
  private FolderBalancer balancer;

  @BeforeEach
  void a_project_with_a_driver_of_its_own() throws Exception {
    project = SampleProject.in(folder.resolve("shop"));
    balancer = new FolderBalancer(project.folder().resolve("balancer"));
    executable("bin/traffic", DRIVER);
    pipeline(
        """
          command:
            run: [bin/traffic]
            front_door: "%s"
            lossless: true
            confirm: { answers: 5, within: 2s }
        """
            .formatted(balancer.url()));
  }

  @AfterEach
  void close() {
    balancer.close();
  }

  @Test
  void a_driver_that_does_as_it_must_passes_and_nobody_has_the_traffic_afterwards()
      throws Exception {
    Run run = check();

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).doesNotContain("failed").contains("ok      switch green under load");
    assertThat(run.out()).containsPattern("ok      0 of [0-9]{3,} requests lost at the switch");
    assertThat(balancer("active")).hasContent("none");
    assertThat(balancer("blue")).doesNotExist();
    assertThat(balancer("green")).doesNotExist();
    assertThat(check().exitCode()).as("again").isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "register blue again ~ register) ~ register) test ! -e \"$2\";",
        "registered servers have no traffic ~ register) ~ register) echo \"$2\" >active;",
        "switch blue ~ switch) ~ switch) exit 0;",
        "the front door answers from blue ~ mv active.new active ~ :",
        "the traffic stays with blue ~ register) ~ register) test $2 = blue || echo green >active;",
        "switch green under load ~ switch) ~ switch) rm active; sleep 0.5;",
        "switch green again ~ switch) ~ switch) test \"$(cat active)\" != \"$2\";",
        "unregister blue again ~ rm -f ~ rm",
        "green is served without blue ~ rm -f \"$2\" ~ rm -f blue green",
        "the front door answers from nobody ~ echo \"$2\" >a ~ test $2 != none || exit 0; echo \"$2\" >a",
      })
  void the_rule_that_a_driver_breaks_is_named(String step, String right, String wrong)
      throws Exception {
    String show = "printf '{\"active\": \"%s\"}' \"$(cat active)\"";
    String lying =
        step.contains("front door")
            ? DRIVER
                .replace("switch)", "switch) echo \"$2\" >said;")
                .replace(show, "printf '{\"active\": \"%s\"}' \"$(cat said || cat active)\"")
            : DRIVER;
    assertThat(lying).contains(right);
    executable("bin/traffic", lying.replace(right, wrong));

    Run run = check();

    assertThat(run.out()).as(run.err()).contains("failed  " + step + "\n");
    assertThat(run.exitCode()).as(run.out()).isIn(10, 20);
    assertThat(run.out().lines().filter(line -> line.startsWith("failed")).findFirst())
        .contains("failed  " + step);
  }

  @Test
  void one_that_cannot_take_the_traffic_away_needs_an_operator() throws Exception {
    executable("bin/traffic", DRIVER.replace("switch)", "switch) test $2 != none;"));

    Run run = check();

    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.out())
        .contains("failed  switch none")
        .contains("failed  leave the traffic with nobody");
  }

  @Test
  void what_a_lossy_balancer_loses_is_counted_and_no_failure() throws Exception {
    project.edit("pipelines/edge.yml", "lossless: true", "lossless: false");
    executable("bin/traffic", DRIVER.replace("switch)", "switch) rm active; sleep 0.5;"));

    Run run = check();

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).containsPattern("ok      [1-9][0-9]* of [0-9]+ requests lost");
  }

  @Test
  void promise_1_where_somebody_has_the_traffic_nothing_is_tried() throws Exception {
    Files.writeString(balancer("active"), "blue\n");

    Run run = check();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("would move the traffic of pipeline edge")
        .contains("the balancer gives the traffic to blue");
    assertThat(run.out()).isEmpty();
    assertThat(balancer("active")).hasContent("blue");
  }

  @Test
  void an_address_of_another_machine_is_refused() {
    Run run = project.run("traffic", "check", "--pipeline", "edge", "--address", "203.0.113.9");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no server can be started under 203.0.113.9");
  }

  @Test
  void an_haproxy_is_not_a_driver_of_ones_own() {
    Run run = project.run("traffic", "check", "--pipeline", "local");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("pipeline local has no driver of its own");
  }

  @Test
  void a_terraform_root_is_tried_without_servers() throws Exception {
    Path root = Files.createDirectories(project.folder().resolve("terraform/traffic"));
    Files.writeString(
        root.resolve("main.tf"),
        """
        variable "project" { type = string }
        variable "pipeline" { type = string }
        variable "active" { type = string }
        variable "weights" { type = map(number) }
        resource "terraform_data" "traffic" { input = var.active }
        output "active" { value = terraform_data.traffic.output }
        """);
    pipeline(
        """
          terraform:
            root: terraform/traffic
            changes: [terraform_data.traffic]
            front_door: "%s"
        """
            .formatted(balancer.url()));

    Run run = check();

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("ok      show says green").doesNotContain("front door");
  }

  private Run check() {
    return project.run("traffic", "check", "--pipeline", "edge");
  }

  private Path balancer(String file) {
    return project.folder().resolve("balancer").resolve(file);
  }

  private void pipeline(String traffic) throws IOException {
    Files.writeString(
        project.folder().resolve("pipelines/edge.yml"),
        """
        application: web
        image: { template: packer/container, inputs: [packer/container, ansible] }
        servers: { terraform: terraform/container, count: 1 }
        health: { http: { path: /, expect: { image: "${image.id}" } } }
        traffic:
        """
            + traffic);
  }

  private void executable(String file, String text) throws IOException {
    Path path = project.folder().resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text);
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }
}
