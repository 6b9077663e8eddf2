package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference files for AWS, with the real Packer, Ansible, Terraform and AWS provider. Amazon
 * itself is played: its API by moto, its servers by containers of what Packer built. Each test goes
 * on from what the one before has left, because a region takes a minute to set up.
 */
@Tag("waits")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AwsTest {
  private static final int SERVERS = 2;

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static AwsRegion region;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static CloudProject project;

  private static String unfinished = "";

  @BeforeAll
  static void a_region() throws Exception {
    region = AwsRegion.open(folder);
    Path tools = Files.createDirectory(folder.resolve("tools"));
    region.launcher(tools.resolve("immutable"), CommandLine.LAUNCHER);
    region.launcher(tools.resolve("terraform"), Shell.installed("terraform").toString());
    project =
        new CloudProject(
            folder, "aws", region.door(), List.of(AwsRegion.SECRET, AwsRegion.TOKEN), tools);
  }

  @AfterAll
  static void the_region_is_closed() throws Exception {
    try {
      assertThat(unfinished).as("the last test, if it did not end as it should").isEmpty();
      project.hasLeakedNothing();
    } finally {
      project.close();
      region.close();
    }
  }

  @BeforeEach
  void it_goes_on_from_what_the_one_before_has_left(TestInfo test) {
    assertThat(unfinished).as("the test before, which did not end as it should").isEmpty();
    unfinished = test.getDisplayName();
  }

  /** Whatever a test did, no server stands that nobody knows, and no builder. */
  @AfterEach
  void nothing_is_left_over() {
    region.does();
    List<String> known = project.known();
    assertThat(region.servers().values()).as("servers that stand").hasSameElementsAs(known);
    assertThat(region.servers()).hasSize(known.size());
    assertThat(region.builders()).as("what builds have left").isEmpty();
  }

  @Test
  @Order(1)
  void the_guide_leads_to_a_version_that_is_live() throws Exception {
    project.followsTheGuide(
        List.of(
            "s/region: eu-central-1/region: " + region.text("region") + "/",
            "s/ami-0\\{17\\}/" + region.text("base") + "/",
            "s/^    run: .*/&\\n    subnet: " + region.text("subnet") + "/",
            "s/^    run: .*/&\\n    ssh_interface: private_ip/",
            "s,^    run: .*,&\\n    endpoint: http://127.0.0.1:5000,",
            // where it answers inside the region's network
            "s,front_door: .*,front_door: http://127.0.0.1:8080/,"));

    assertThat(region.servers().values()).containsExactly("blue", "blue");
    project.live("v1");
    unfinished = "";
  }

  @Test
  @Order(2)
  void an_unchanged_image_is_not_built_again_and_throttling_is_waited_out() throws Exception {
    project.sameVersion("v1a");
    int builds = project.command.runs("packer");
    Map<String, String> before = region.servers();
    Load load = project.load();
    region.does(
        fault("RunInstances", "throttle", 2),
        fault("DescribeInstances", "error", 2),
        fault("DescribeTargetHealth", "throttle", 2));

    project.immutable("release", "v1a").exits(0);

    assertThat(region.met("throttle")).as("throttled calls").isEqualTo(4);
    assertThat(region.met("error")).as("calls that ended with 500").isEqualTo(2);
    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    assertThat(region.servers()).as("standby and new ones").hasSize(2 * SERVERS);
    project.noneLost(load);
    project.neverNamed(before, "aws-2");
    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(3)
  void a_quota_is_told_in_amazons_words() {
    region.does(fault("RunInstances", "quota", 99));

    Answer released = project.immutable("release", "v1").exits(10);

    assertThat(released.err()).contains("more vCPU capacity than your current limit");
    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(4)
  void promise_2_a_server_that_boots_another_image_gets_no_traffic_and_is_put_back()
      throws Exception {
    project.changedVersion("v2");
    Map<String, String> before = region.servers();
    String old = region.state().path("instances").path(0).path("image").asText();
    Load load = project.load();
    region.does(new AwsRegion.Fault("", "boots", 1, old));

    Answer released = project.immutable("release", "v2").exits(10);

    assertThat(released.err())
        .contains("does not run the image of this release", "Live:  v1a (release");
    project.noneLost(load);
    assertThat(region.servers()).isEqualTo(before);
    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(5)
  void promise_4_killed_in_launch_it_is_resumed_and_nothing_is_left() throws Exception {
    Load load = project.load();
    project
        .begin("release", "v2")
        .reaches("launch")
        .when("a new server", () -> region.servers().size() > SERVERS)
        .kill();

    assertThat(project.immutable("release", "v2").exits(3).err()).contains("immutable resume");
    project.immutable("resume").exits(0);

    project.noneLost(load);
    project.live("v2");
    unfinished = "";
  }

  @Test
  @Order(6)
  void promise_4_killed_in_promote_a_rollback_to_a_named_version_is_resumed() throws Exception {
    Load load = project.load();
    project
        .begin("rollback", "v1a")
        .reaches("promote")
        .when("a switch", () -> project.lastCall().startsWith("apply"))
        .kill();

    project.immutable("resume").exits(0);

    project.noneLost(load);
    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(7)
  void promise_4_killed_in_a_build_it_leaves_no_builder() throws Exception {
    project.changedVersion("v3");
    project
        .begin("release", "v3")
        .when("a build server", () -> !region.builders().isEmpty())
        .kill();

    project.immutable("abort").exits(0);

    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(8)
  void credentials_that_expire_while_it_soaks_end_safely() {
    Load load = project.load();
    Invocation release = project.begin("release", "v2").reaches("soak");
    region.does(fault("*", "expired", 9999));

    Answer released = release.await().exits(20);
    assertThat(released.err()).contains("Request has expired", "immutable retire");
    project.noneLost(load);

    region.does();
    project.immutable("retire").exits(0);
    project.live("v2");
    unfinished = "";
  }

  @Test
  @Order(9)
  void what_is_wrong_with_the_account_is_told_before_a_build() throws Exception {
    int builds = project.command.runs("packer");
    region.does(fault("*", "denied", 9999));

    Answer denied = project.immutable("release", "v3");

    denied.exits(20);
    assertThat(denied.err()).contains("You are not authorized to perform this operation");
    region.does();
    assertThat(project.with("AWS_REGION=eu-north-1", "release", "v3").exits(20).err())
        .contains("LoadBalancerNotFound");
    assertThat(project.with("AWS_ACCESS_KEY_ID=", "release", "v3").exits(20).err())
        .contains("Amazon says: ");
    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    unfinished = "";
  }

  @Test
  @Order(10)
  void an_image_that_somebody_deleted_is_missed_before_anything_is_done() {
    region.deletes(project.artifact("v1a", Pattern.compile("ami-[0-9a-f]+")));

    Answer rolledBack = project.immutable("rollback", "v1a").exits(2);

    assertThat(rolledBack.err()).contains("the image of release", "(v1a) is gone");
    project.live("v2");
    unfinished = "";
  }

  @Test
  @Order(11)
  void destroyed_nothing_stands() {
    project.immutable("destroy", "--yes").exits(0);

    assertThat(region.servers()).isEmpty();
    assertThat(project.status().hasNonNull("live")).isFalse();
    unfinished = "";
  }

  private static AwsRegion.Fault fault(String action, String kind, int times) {
    return AwsRegion.Fault.of(action, kind, times);
  }
}
