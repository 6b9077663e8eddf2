package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.e2e.DigitalOceanFaults.Fault;
import io.github.immutable.e2e.DigitalOceanFaults.Kind;
import io.github.immutable.load.Load;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * The reference files for DigitalOcean, with the real Packer, Ansible and Terraform. DigitalOcean
 * itself is played: its API by WireMock, its droplets by containers of what Packer built. Each test
 * goes on from what the one before has left.
 */
@Tag("waits")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DigitalOceanTest {
  private static final int SERVERS = 2;
  private static final Pattern SNAPSHOT = Pattern.compile("fra1:\\d+");

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static DigitalOcean cloud;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static CloudProject project;

  private static String unfinished = "";

  @BeforeAll
  static void an_account_and_a_load_balancer() throws Exception {
    cloud = DigitalOcean.open();
    Path tools = Files.createDirectory(folder.resolve("tools"));
    cloud.launcher(tools.resolve("immutable"), CommandLine.LAUNCHER);
    cloud.launcher(tools.resolve("terraform"), Shell.installed("terraform").toString());
    project =
        new CloudProject(folder, "digitalocean", cloud.door(), List.of(DigitalOcean.TOKEN), tools);
  }

  @AfterAll
  static void the_account_is_closed() throws Exception {
    try {
      assertThat(unfinished).as("the last test, if it did not end as it should").isEmpty();
      project.hasLeakedNothing();
    } finally {
      project.close();
      cloud.close();
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
    cloud.does();
    List<String> known = project.known();
    assertThat(cloud.servers().values()).as("servers that stand").hasSameElementsAs(known);
    assertThat(cloud.servers()).hasSize(known.size());
    assertThat(cloud.builders()).as("what builds have left").isEmpty();
    assertThat(cloud.account().tagNames().stream().filter(its -> its.startsWith("immutable:")))
        .as("tags of servers")
        .hasSize((int) known.stream().distinct().count());
  }

  @Test
  @Order(1)
  void the_guide_leads_to_a_version_that_is_live() throws Exception {
    project.followsTheGuide(List.of("s/^    run: .*/&\\n    snapshot_within: 4s/"));

    assertThat(cloud.servers().values()).containsExactly("blue", "blue");
    project.live("v1");
    unfinished = "";
  }

  @Test
  @Order(2)
  void an_unchanged_image_is_not_built_again_and_throttling_is_waited_out() throws Exception {
    project.sameVersion("v1a");
    int builds = project.command.runs("packer");
    Map<String, String> before = cloud.servers();
    Load load = project.load();
    cloud.does(
        new Fault(Kind.THROTTLED, "POST /v2/droplets", 2),
        new Fault(Kind.BROKEN, "GET /v2/droplets/\\d+", 2),
        new Fault(Kind.THROTTLED, "PUT /v2/load_balancers/.*", 1),
        new Fault(Kind.THROTTLED, "GET /v2/load_balancers", 1));

    project.immutable("release", "v1a").exits(0);

    assertThat(cloud.faults().met(Kind.THROTTLED)).as("throttled calls").isEqualTo(4);
    assertThat(cloud.faults().met(Kind.BROKEN)).as("calls that ended with 500").isEqualTo(2);
    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    assertThat(cloud.servers()).as("standby and new ones").hasSize(2 * SERVERS);
    project.noneLost(load);
    project.neverNamed(before, "digitalocean-2");
    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(3)
  void a_quota_is_told_in_their_words() {
    cloud.does(new Fault(Kind.QUOTA, "POST /v2/droplets", 99));

    Answer released = project.immutable("release", "v1").exits(10);

    assertThat(released.err()).contains("will exceed your droplet limit");
    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(4)
  void promise_2_a_server_that_boots_another_image_gets_no_traffic_and_is_put_back()
      throws Exception {
    String old = project.artifact("v1a", SNAPSHOT).replace("fra1:", "");
    project.changedVersion("v2");
    Map<String, String> before = cloud.servers();
    Load load = project.load();
    cloud.account().bootsInstead(Integer.parseInt(old));

    Answer released = project.immutable("release", "v2").exits(10);

    assertThat(released.err())
        .contains("does not run the image of this release", "Live:  v1a (release");
    project.noneLost(load);
    assertThat(cloud.servers()).isEqualTo(before);
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
        .when("a new server", () -> cloud.servers().size() > SERVERS)
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
    project.begin("release", "v3").when("a build server", () -> cloud.builders().size() > 1).kill();

    project.immutable("abort").exits(0);

    project.live("v1a");
    unfinished = "";
  }

  @Test
  @Order(8)
  void a_snapshot_that_is_done_after_packer_gave_up_is_taken_and_not_built_again()
      throws Exception {
    cloud.account().snapshotsTake(Duration.ofSeconds(12));
    Answer gaveUp = project.immutable("release", "v3").exits(10);
    assertThat(gaveUp.err()).contains("Error waiting for snapshot");
    project.live("v1a");
    cloud.account().snapshotsTakeAMoment();
    int builds = project.command.runs("packer");
    Wait.until(
        "the snapshot is done",
        () ->
            cloud.account().images().stream()
                .allMatch(its -> its.path("status").asText().equals("available")));

    Answer released = project.immutable("release", "v3").exits(0);

    assertThat(released.err()).contains("was finished after its build was given up");
    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    project.live("v3");
    unfinished = "";
  }

  @Test
  @Order(9)
  void a_token_that_expires_while_it_soaks_ends_safely() {
    Load load = project.load();
    Invocation release = project.begin("release", "v2").reaches("soak");
    cloud.does(new Fault(Kind.EXPIRED, ".*", 9999));

    Answer released = release.await().exits(20);
    assertThat(released.err()).contains("Unable to authenticate you", "immutable retire");
    project.noneLost(load);

    cloud.does();
    project.immutable("retire").exits(0);
    project.live("v2");
    unfinished = "";
  }

  @Test
  @Order(10)
  void what_is_wrong_with_the_account_is_told_before_a_build() throws Exception {
    project.changedVersion("v4");
    int builds = project.command.runs("packer");
    cloud.does(new Fault(Kind.DENIED, ".*", 9999));

    Answer denied = project.immutable("release", "v4").exits(20);

    assertThat(denied.err()).contains("You are not authorized to perform this operation");
    cloud.does(new Fault(Kind.SILENT, "GET /v2/load_balancers", 9999));
    assertThat(project.immutable("release", "v4").exits(20).err()).contains("gives no answer");
    cloud.does();
    assertThat(project.with("DIGITALOCEAN_TOKEN=", "release", "v4").exits(20).err())
        .contains("no token for DigitalOcean; set DIGITALOCEAN_TOKEN");
    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    unfinished = "";
  }

  @Test
  @Order(11)
  void an_image_that_somebody_deleted_is_missed_before_anything_is_done() {
    String snapshot = project.artifact("v1a", SNAPSHOT).replace("fra1:", "");
    cloud.account().removeImage(Integer.parseInt(snapshot));

    Answer rolledBack = project.immutable("rollback", "v1a").exits(2);

    assertThat(rolledBack.err()).contains("the image of release", "(v1a) is gone");
    project.live("v2");
    unfinished = "";
  }

  @Test
  @Order(12)
  void destroyed_nothing_stands() {
    project.immutable("destroy", "--yes").exits(0);

    assertThat(cloud.servers()).isEmpty();
    assertThat(project.status().hasNonNull("live")).isFalse();
    unfinished = "";
  }
}
