package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ctrl-C at every stage: it stops, the live servers stay live, and abort puts back the rest. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InterruptedTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Load load;

  @BeforeAll
  static void the_first_release_is_live() {
    web = SAMPLES.project("ctrl-c");
    web.immutable("release", "v1").exits(0);
    load = web.load();
  }

  @AfterAll
  static void promise_7_not_one_request_was_lost() {
    Sample.noneLost(load);
  }

  @AfterEach
  void promise_4_abort_leaves_nothing_and_v1_serves() {
    web.immutable("abort").exits(0);
    assertThat(web.containers.of("green")).as("servers of the candidate").isEmpty();
    assertThat(web.containers.builders()).as("build containers").isEmpty();
    web.live("v1");
  }

  @Test
  @Order(1)
  void in_build_while_packer_runs() {
    String stranger = web.builderOfAnotherProject();

    Answer answer =
        web.command
            .start("release", "v2", "--rebuild")
            .when("a build container", () -> !web.containers.builders().isEmpty())
            .interrupt()
            .await()
            .exits(130);

    assertThat(answer.err())
        .contains("interrupted in build", "Live:  v1", "immutable resume", "immutable abort");
    // Fails when it is gone: what is not ours is left alone.
    Containers.remove(stranger);
  }

  @Test
  @Order(2)
  void in_launch_while_terraform_applies() {
    long applies = web.applies();

    Answer answer =
        web.command
            .start("release", "v2")
            .when("terraform apply", () -> web.applies() > applies)
            .interrupt()
            .await()
            .exits(130);

    assertThat(answer.err())
        .contains("stopping after terraform apply", "interrupted in launch", "Live:  v1");
    assertThat(web.containers.of("green")).as("the apply was finished first").hasSize(2);
  }

  @Test
  @Order(3)
  void in_verify() {
    Answer answer =
        web.command
            .start("release", Versions.SICK)
            .reaches("verify")
            .interrupt()
            .await()
            .exits(130);

    assertThat(answer.err()).contains("interrupted in verify").contains("Live:  v1");
  }

  @Test
  @Order(4)
  void in_soak() {
    Answer answer =
        web.command.start("release", "v2").reaches("soak").interrupt().await().exits(130);

    assertThat(answer.err()).contains("interrupted in soak").contains("Live:  v2");
    assertThat(load.snapshot().sightings())
        .as("v2 had the traffic")
        .anyMatch(its -> its.tag().equals(SAMPLES.versions().imageId("v2")));
  }

  @Test
  @Order(5)
  void twice_in_a_row_stops_the_apply_too() {
    long applies = web.applies();
    Invocation release =
        web.command.start("release", "v2").when("terraform apply", () -> web.applies() > applies);

    release.interrupt().interrupt().await().exits(130);

    assertThat(web.immutable("release", "v2").exits(3).err()).contains("immutable resume");
  }

  @Test
  @Order(6)
  void no_lock_is_left_either() {
    web.immutable("release", "v2").exits(0);
    web.immutable("rollback").exits(0);
    web.immutable("retire", "--now").exits(0);
  }
}
