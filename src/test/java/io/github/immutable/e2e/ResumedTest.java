package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process killed at every stage: nothing is lost, and resume finishes what was asked. */
class ResumedTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Load load;

  @BeforeAll
  static void the_first_release_is_live() {
    web = SAMPLES.project("resumed");
    web.immutable("release", "v1").exits(0);
    load = web.load();
  }

  @AfterAll
  static void promise_7_not_one_request_was_lost() {
    Sample.noneLost(load);
  }

  @AfterEach
  void promise_4_resume_finishes_and_leaves_nothing() {
    assertThat(web.immutable("status").exits(20).out()).contains("immutable resume");

    web.immutable("resume").exits(0);

    web.live("v2");
    assertThat(web.containers.builders()).as("build containers").isEmpty();
    assertThat(web.immutable("resume").exits(0).out()).contains("nothing to resume");
    web.immutable("rollback", "v1").exits(0);
    web.immutable("retire", "--now").exits(0);
    assertThat(web.containers.all()).as("servers of v1 and no others").hasSize(2);
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
  void in_promote() {
    web.command.start("release", "v2").reaches("promote").kill().exits(137);
  }

  @Test
  void in_soak() {
    web.command.start("release", "v2").reaches("soak").kill().exits(137);
  }
}
