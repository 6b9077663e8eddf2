package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.pipeline.RootWords;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A root with both slots in one state, with the real Terraform: its names are its own. */
@Timeout(300)
class BothSlotsInOneStateTest {
  private static final String ROOT =
      """
      variable "blue_ami" { type = string }
      variable "green_ami" { type = string }
      variable "blue_desired_capacity" { type = number }
      variable "green_desired_capacity" { type = number }
      variable "size" { default = "small" }

      resource "terraform_data" "network" { input = "10.0.0.0/16" }

      resource "terraform_data" "blue" {
        count            = var.blue_desired_capacity
        input            = { id = "i-blue-${count.index}", private_ip = "10.0.1.${count.index}", size = var.size }
        triggers_replace = [var.blue_ami]
      }

      resource "terraform_data" "green" {
        count            = var.green_desired_capacity
        input            = { id = "i-green-${count.index}", private_ip = "10.0.2.${count.index}", size = var.size }
        triggers_replace = [var.green_ami]
      }

      output "blue_instances" { value = [for one in terraform_data.blue : one.output] }
      output "green_instances" { value = [for one in terraform_data.green : one.output] }
      """;

  private static final RootWords WORDS =
      new RootWords(
          Map.of(
              "project", "",
              "pipeline", "",
              "slot", "",
              "release", "",
              "image", "${slot}_ami",
              "servers", "${slot}_desired_capacity"),
          Map.of(
              "servers", "${slot}_instances", "name", "id", "address", "private_ip", "port", "80"),
          true,
          Map.of("blue", List.of("terraform_data.blue"), "green", List.of("terraform_data.green")),
          "web-aws");

  private static final Map<String, Object> NOBODY =
      Map.of(
          "blue_ami", "", "green_ami", "", "blue_desired_capacity", 0, "green_desired_capacity", 0);

  @TempDir Path folder;
  private List<Server> blue = List.of();

  @BeforeEach
  void a_root_of_somebody_elses() throws Exception {
    root(ROOT);
    SlotServers before = servers();
    TerraformRun run = new TerraformRun(before.terraform(), before.tools(), before.progress());
    Path plan = run.planFile("before");
    run.plan(before.terraform().plan(run.prepare(NOBODY, plan), plan));
    run.apply(plan);
  }

  @Test
  void promise_1_a_slot_comes_and_goes_while_the_other_in_its_state_stands() throws Exception {
    blue = launch(Slot.BLUE, "ami-1", nothing());
    assertThat(blue)
        .containsExactly(
            new Server("i-blue-0", "10.0.1.0", 80, null),
            new Server("i-blue-1", "10.0.1.1", 80, null));
    String before = standing("blue");

    assertThat(launch(Slot.GREEN, "ami-2", two("ami-1")))
        .extracting(Server::name)
        .containsExactly("i-green-0", "i-green-1");
    destroy(Slot.GREEN, "ami-2", two("ami-1"));
    destroy(Slot.GREEN, "ami-2", two("ami-1"));

    assertThat(standing("green")).doesNotContain("i-green");
    assertThat(standing("blue")).isEqualTo(before).contains("i-blue-1");
    assertThat(standing("network")).contains("10.0.0.0/16");
  }

  @Test
  void the_state_is_not_in_the_root_that_was_copied_and_is_its_owners_alone() throws Exception {
    launch(Slot.BLUE, "ami-1", nothing());

    Path state = folder.resolve("terraform/states/web-aws-shared/terraform.tfstate");
    assertThat(Files.readString(state)).contains("i-blue-0");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("root/terraform.tfstate")).doesNotExist();
  }

  @Test
  void promise_1_a_plan_that_touches_the_slot_with_the_traffic_is_refused_and_names_it()
      throws Exception {
    blue = launch(Slot.BLUE, "ami-1", nothing());
    root(ROOT.replace("\"small\"", "\"large\""));
    String before = standing("blue");

    PlanRefusedException refused = refused(Slot.GREEN, two("ami-1"));

    assertThat(refused.lines())
        .contains(
            "terraform_data.blue[0]: [update], and it is not of slot green",
            "terraform_data.blue[1]: [update], and it is not of slot green")
        .noneMatch(line -> line.startsWith("terraform_data.green"));
    assertThat(standing("blue")).isEqualTo(before);
    assertThat(standing("green")).doesNotContain("i-green");
  }

  @Test
  void promise_1_so_is_one_that_touches_what_both_share() throws Exception {
    blue = launch(Slot.BLUE, "ami-1", nothing());
    root(ROOT.replace("10.0.0.0/16", "10.0.0.0/8"));

    assertThat(refused(Slot.GREEN, two("ami-1")).lines())
        .containsExactly("terraform_data.network: [update], and it is not of slot green");
  }

  @Test
  void promise_1_a_neighbour_whose_name_begins_alike_is_not_the_slots() throws Exception {
    blue = launch(Slot.BLUE, "ami-1", nothing());
    root(ROOT + "resource \"terraform_data\" \"green2\" {}\n");

    assertThat(refused(Slot.GREEN, two("ami-1")).lines())
        .containsExactly("terraform_data.green2: [create], and it is not of slot green");
  }

  @Test
  void promise_1_a_resource_that_moves_from_the_other_slot_is_refused() throws Exception {
    Map<String, List<String>> addresses =
        Map.of("blue", List.of("terraform_data.a"), "green", List.of("terraform_data.b"));
    RootWords words =
        new RootWords(WORDS.names(), WORDS.outputs(), true, addresses, WORDS.prefix());
    JsonNode json =
        Json.MAPPER.readTree(
            """
            {"format_version": "1.2", "resource_changes": [
              {"address": "terraform_data.b", "previous_address": "terraform_data.a",
               "change": {"actions": ["no-op"], "before": {"input": "group"}}}]}
            """);

    assertThat(
            new PlanGuard(Slot.GREEN, List.of(), words)
                .againstDestroy(Plan.of(json, words, Slot.GREEN)))
        .containsExactly("terraform_data.b: [no-op] and move, and it is not of slot green");
  }

  @Test
  void promise_1_nor_may_the_end_of_a_slot_touch_the_other() throws Exception {
    launch(Slot.BLUE, "ami-1", nothing());
    launch(Slot.GREEN, "ami-2", two("ami-1"));

    PlanRefusedException refused =
        catchThrowableOfType(
            PlanRefusedException.class,
            () -> destroy(Slot.GREEN, "ami-2", Map.of("image", "ami-1", "servers", 1)));

    assertThat(refused.lines())
        .contains("terraform_data.blue[1]: [delete], and it is not of slot green");
    assertThat(standing("blue")).contains("i-blue-1");
    assertThat(standing("green")).contains("i-green-1");
  }

  @Test
  void an_output_that_lacks_the_mapped_field_is_said() throws Exception {
    root(ROOT.replace("private_ip =", "public_ip ="));

    ServersException failed =
        catchThrowableOfType(ServersException.class, () -> launch(Slot.BLUE, "ami-1", nothing()));

    assertThat(failed)
        .hasMessage(
            "the output \"blue_instances\" has a server with no usable private_ip; its fields are id,"
                + " public_ip, size");
  }

  private PlanRefusedException refused(Slot slot, Map<String, Object> other) {
    return catchThrowableOfType(PlanRefusedException.class, () -> launch(slot, "ami-2", other));
  }

  private static Map<String, Object> nothing() {
    return Map.of("image", "", "servers", 0);
  }

  private static Map<String, Object> two(String image) {
    return Map.of("image", image, "servers", 2);
  }

  private List<Server> launch(Slot slot, String image, Map<String, Object> other) throws Exception {
    PlanGuard guard = new PlanGuard(slot, slot == Slot.BLUE ? List.of() : blue, WORDS);
    return servers().launch(given(slot, image, 2, other), guard, 2, image);
  }

  private void destroy(Slot slot, String image, Map<String, Object> other) throws Exception {
    servers().destroy(given(slot, image, 0, other), new PlanGuard(slot, blue, WORDS));
  }

  private static Map<String, Object> given(
      Slot slot, String image, int servers, Map<String, Object> other) {
    return WORDS.inputs(Map.of("image", image, "servers", servers), slot.label(), other);
  }

  private SlotServers servers() {
    return new SlotServers(
        new Terraform(
            "terraform",
            new TerraformRoot(folder.resolve("root")),
            Workspace.ofBoth("web", "aws", null, folder.resolve("terraform")),
            folder.resolve("logs")),
        new ProcessRunner(new SystemTime()),
        line -> {},
        WORDS);
  }

  /** What the state says of a resource's instances. */
  private String standing(String name) throws Exception {
    StringBuilder standing = new StringBuilder();
    Json.MAPPER
        .readTree(folder.resolve("terraform/states/web-aws-shared/terraform.tfstate").toFile())
        .path("resources")
        .forEach(
            resource -> {
              if (resource.path("name").asText().equals(name)) {
                standing.append(resource.path("instances"));
              }
            });
    return standing.toString();
  }

  private void root(String text) throws Exception {
    Files.createDirectories(folder.resolve("root"));
    Files.writeString(folder.resolve("root/main.tf"), text);
  }
}
