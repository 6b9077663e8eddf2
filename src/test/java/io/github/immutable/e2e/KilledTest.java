package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process killed at every stage: nothing is lost, and abort puts back what was live. */
class KilledTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Load load;

  @BeforeAll
  static void the_first_release_is_live() {
    web = SAMPLES.project("killed");
    web.immutable("release", "v1").exits(0);
    load = web.load();
  }

  @AfterAll
  static void promise_7_not_one_request_was_lost() {
    Sample.noneLost(load);
  }

  @AfterEach
  void promise_4_abort_puts_back_and_leaves_nothing() {
    Answer refused = web.immutable("release", "v2").exits(3);
    assertThat(refused.err()).contains("immutable resume", "immutable abort");
    assertThat(web.immutable("status").exits(20).out()).contains("immutable abort");

    web.immutable("abort").exits(0);

    assertThat(web.containers.of("green")).as("servers of the candidate").isEmpty();
    assertThat(web.containers.builders()).as("build containers").isEmpty();
    web.live("v1");
    assertThat(web.immutable("abort").exits(0).out()).contains("nothing to abort");
  }

  @Test
  void in_build_while_packer_runs() {
    web.command
        .start("release", "v2", "--rebuild")
        .when("a build container", () -> !web.containers.builders().isEmpty())
        .kill()
        .exits(137);
  }

  @Test
  void in_launch_while_terraform_applies() {
    long applies = web.applies();

    web.command
        .start("release", "v2")
        .when("terraform apply", () -> web.applies() > applies)
        .kill()
        .exits(137);
  }

  @Test
  void in_verify() {
    web.command.start("release", "v2").reaches("verify").kill().exits(137);
  }

  @Test
  void in_promote() {
    web.command.start("release", "v2").reaches("promote").kill().exits(137);
  }

  @Test
  void in_soak() {
    web.command.start("release", "v2").reaches("soak").kill().exits(137);
  }

  @Test
  void while_it_puts_back() {
    web.command.start("release", Versions.SICK).reaches("put back").kill().exits(137);
  }
}
