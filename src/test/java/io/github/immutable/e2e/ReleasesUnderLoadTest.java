package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One project through good and bad releases, under traffic that never stops. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleasesUnderLoadTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Load load;

  @BeforeAll
  static void the_first_release_is_live() {
    web = SAMPLES.project("load");
    web.immutable("release", "v1").exits(0);
    load = web.load();
  }

  @AfterAll
  static void promise_7_not_one_request_was_lost() {
    Sample.noneLost(load);
  }

  @Test
  @Order(1)
  void the_next_version_replaces_it() {
    web.haproxy().reload();
    web.immutable("release", "v2").exits(0);
    web.haproxy().reload();

    web.onlyAnswers("v2", load, web.promoted());
  }

  @Test
  @Order(2)
  void promise_2_servers_that_never_get_healthy_get_no_traffic() {
    Instant before = Instant.now();

    Answer answer = web.immutable("release", Versions.SICK).exits(10);

    assertThat(answer.err()).contains("2 of 2 servers not healthy within 5 s");
    web.onlyAnswers("v2", load, before);
    assertThat(web.containers.of("blue")).isEmpty();
    web.live("v2");
  }

  @Test
  @Order(3)
  void servers_whose_health_turns_red_under_traffic_lose_it_again() {
    Answer answer = web.immutable("release", Versions.TIRED).exits(10);

    web.haproxy().reload();
    Instant after = Instant.now();
    assertThat(answer.err()).contains("the new servers failed under real traffic");
    assertThat(load.snapshot().sightings())
        .as("it had the traffic")
        .anyMatch(its -> its.tag().equals(SAMPLES.versions().imageId(Versions.TIRED)));
    web.onlyAnswers("v2", load, after);
    assertThat(web.containers.of("blue")).isEmpty();
    web.live("v2");
  }

  @Test
  @Order(4)
  void promise_6_a_rollback_launches_what_was_live_and_builds_nothing() {
    web.haproxy().reload();
    int packer = web.command.runs("packer");

    web.immutable("rollback", "v1").exits(0);

    web.haproxy().reload();
    web.onlyAnswers("v1", load, web.promoted());
    assertThat(web.command.runs("packer")).isEqualTo(packer);
    web.live("v1");
  }

  @Test
  @Order(5)
  void a_rollback_to_a_standby_is_one_switch() {
    int packer = web.command.runs("packer");
    int terraform = web.command.runs("terraform");

    web.immutable("rollback", "v2").exits(0);

    web.onlyAnswers("v2", load, web.promoted());
    assertThat(web.command.runs("packer")).isEqualTo(packer);
    assertThat(web.command.runs("terraform")).isEqualTo(terraform);
    assertThat(web.newest().at("/tools").findValuesAsText("name"))
        .noneMatch(name -> name.startsWith("terraform") || name.startsWith("packer"));
    web.live("v2");
  }

  @Test
  @Order(6)
  void an_unchanged_image_is_not_built_again() {
    assertThat(web.command.runs("packer")).as("all images were known").isZero();
    assertThat(web.command.runs("terraform")).isPositive();
  }
}
