package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds on every cloud that there are reference files for, with the real Packer, Ansible and
 * Terraform. Each test goes on from what the one before has left, because to set a cloud up takes
 * long.
 *
 * @param <C> the cloud
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PlayedCloudTest<C extends PlayedCloud> {
  private static final int SERVERS = 2;

  private final String name;
  private final Pattern image;
  private final String full;
  private final String expired;
  private String unfinished = "";

  @SuppressWarnings("NullAway.Init") // set before all tests
  C cloud;

  @SuppressWarnings("NullAway.Init") // set before all tests
  CloudProject project;

  /**
   * For one cloud.
   *
   * @param name as {@code init --target} has it
   * @param image what the exact id of an image looks like, which is its first group
   * @param full the cloud's words for a quota that is reached
   * @param expired its words for credentials that are over
   */
  PlayedCloudTest(String name, String image, String full, String expired) {
    this.name = name;
    this.image = Pattern.compile(image);
    this.full = full;
    this.expired = expired;
  }

  abstract C open(Path scratch) throws IOException;

  /** What is other here than the guide says, as expressions for sed in the pipeline file. */
  abstract List<String> here();

  /** Another way to ask the servers, for the time of a rollback. */
  void asksAnotherWay(boolean other) {}

  /** To be called at the end of each test. */
  final void done() {
    unfinished = "";
  }

  @BeforeAll
  void a_cloud_with_nothing_in_it(@TempDir Path folder) throws Exception {
    cloud = open(folder);
    Path tools = Files.createDirectory(folder.resolve("tools"));
    cloud.launcher(tools.resolve("immutable"), CommandLine.LAUNCHER);
    cloud.launcher(tools.resolve("terraform"), Shell.installed("terraform").toString());
    project = new CloudProject(folder, name, cloud.door(), cloud.secrets(), tools);
  }

  @AfterAll
  void it_is_closed() throws Exception {
    try {
      assertThat(unfinished).as("the last test, if it did not end as it should").isEmpty();
      project.hasLeakedNothing();
    } finally {
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
    cloud.behaves();
    List<String> known = project.known();
    assertThat(cloud.servers().values()).as("servers that stand").hasSameElementsAs(known);
    assertThat(cloud.servers()).hasSize(known.size());
    assertThat(cloud.builders()).as("what builds have left").isEmpty();
  }

  @Test
  @Order(1)
  void the_guide_leads_to_a_version_that_is_live() throws Exception {
    project.followsTheGuide(here());

    assertThat(cloud.servers().values()).containsExactly("blue", "blue");
    project.live("v1");
    done();
  }

  @Test
  @Order(2)
  void an_unchanged_image_is_not_built_again_and_a_weak_api_is_waited_out() throws Exception {
    project.sameVersion("v1a");
    int builds = project.command.runs("packer");
    Map<String, String> before = cloud.servers();
    Load load = project.load();
    cloud.isWeak();

    project.immutable("release", "v1a").exits(0);

    cloud.wasWeak();
    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    assertThat(cloud.servers()).as("standby and new ones").hasSize(2 * SERVERS);
    project.noneLost(load);
    project.neverNamed(before, name + "-2");
    project.live("v1a");
    done();
  }

  @Test
  @Order(3)
  void a_quota_is_told_in_the_clouds_words() {
    cloud.isFull();

    Answer released = project.immutable("release", "v1").exits(10);

    assertThat(released.err()).contains(full);
    project.live("v1a");
    done();
  }

  @Test
  @Order(4)
  void promise_2_a_server_that_boots_another_image_gets_no_traffic_and_is_put_back()
      throws Exception {
    String old = project.artifact("v1a", image);
    project.changedVersion("v2");
    Map<String, String> before = cloud.servers();
    Load load = project.load();
    cloud.boots(old);

    Answer released = project.immutable("release", "v2").exits(10);

    assertThat(released.err())
        .contains("does not run the image of this release", "Live:  v1a (release");
    project.noneLost(load);
    assertThat(cloud.servers()).isEqualTo(before);
    project.live("v1a");
    done();
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
    done();
  }

  @Test
  @Order(6)
  void promise_4_killed_in_promote_a_rollback_to_a_named_version_is_resumed() throws Exception {
    asksAnotherWay(true);
    Load load = project.load();
    project
        .begin("rollback", "v1a")
        .reaches("promote")
        .when("a switch", () -> project.lastCall().startsWith("apply"))
        .kill();

    project.immutable("resume").exits(0);

    project.noneLost(load);
    project.live("v1a");
    asksAnotherWay(false);
    done();
  }

  @Test
  @Order(7)
  void promise_4_killed_in_a_build_it_leaves_no_builder() throws Exception {
    project.changedVersion("v3");
    project.begin("release", "v3").when("a build server", () -> cloud.builders().size() > 1).kill();

    project.immutable("abort").exits(0);

    project.live("v1a");
    done();
  }

  @Test
  @Order(10)
  void credentials_that_expire_while_it_soaks_end_safely() {
    Load load = project.load();
    Invocation release = project.begin("release", "v2").reaches("soak");
    cloud.forgetsUs();

    Answer released = release.await().exits(20);
    assertThat(released.err()).contains(expired, "immutable retire");
    project.noneLost(load);

    cloud.behaves();
    project.immutable("retire").exits(0);
    project.live("v2");
    done();
  }

  @Test
  @Order(12)
  void an_image_that_somebody_deleted_is_missed_before_anything_is_done() {
    cloud.deletes(project.artifact("v1a", image));

    Answer rolledBack = project.immutable("rollback", "v1a").exits(2);

    assertThat(rolledBack.err()).contains("the image of release", "(v1a) is gone");
    project.live("v2");
    done();
  }

  @Test
  @Order(13)
  void destroyed_nothing_stands() {
    project.immutable("destroy", "--yes").exits(0);

    assertThat(cloud.servers()).isEmpty();
    assertThat(project.status().hasNonNull("live")).isFalse();
    done();
  }
}
