package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.load.Load;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told of a project agrees with the world, also when something in it dies; and its end. */
@Tag("waits")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EverydayTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @BeforeAll
  static void a_project_that_has_released_nothing() {
    web = SAMPLES.project("everyday");
  }

  @Test
  @Order(1)
  void promise_5_of_two_releases_at_once_one_wins_and_the_other_says_who_does() {
    Invocation first = web.command.start("release", "v1").reaches("launch");

    Answer second = web.immutable("release", "v2").exits(3);

    assertThat(second.err()).contains("release").contains(" process ").contains("immutable status");
    first.await().exits(0);
    web.live("v1");
    assertThat(web.immutable("history", "--output", "json").json().findValuesAsText("kind"))
        .filteredOn(kind -> kind.equals("release"))
        .hasSize(1);
  }

  @Test
  @Order(2)
  void status_agrees_with_the_engine_and_the_balancer() {
    web.immutable("release", "v2").exits(0);

    JsonNode status = web.status();

    assertThat(status.at("/live").asText()).isEqualTo("v2");
    assertThat(status.at("/image").asText()).isEqualTo(SAMPLES.versions().imageId("v2"));
    assertThat(status.at("/front_door").asText()).isEqualTo(web.frontDoor.toString());
    assertThat(status.at("/problems")).isEmpty();
    assertThat(status.at("/slots/0/slot").asText()).isEqualTo("blue");
    assertThat(status.at("/slots/0/state").asText()).isEqualTo("standby");
    assertThat(status.at("/slots/0/until").asText()).isNotEmpty();
    assertThat(status.at("/slots/1/state").asText()).isEqualTo("active");
    for (JsonNode slot : status.at("/slots")) {
      assertThat(slot.at("/servers").findValuesAsText("name"))
          .hasSize(2)
          .containsExactlyInAnyOrderElementsOf(web.containers.of(slot.at("/slot").asText()));
      assertThat(slot.at("/servers").findValuesAsText("healthy")).containsOnly("true");
    }
    assertThat(web.answeringSlot()).isEqualTo("green");
  }

  @Test
  @Order(3)
  void history_show_and_images_agree_with_each_other() {
    JsonNode newest = web.immutable("history", "--output", "json").exits(0).json().at("/0");
    JsonNode shown = web.newest();

    assertThat(newest).isEqualTo(shown.at("/release"));
    assertThat(newest.at("/exit_code").asInt(-1)).isZero();
    assertThat(shown.at("/stages").findValuesAsText("stage"))
        .containsExactly("build", "launch", "verify", "promote", "soak", "retire");
    assertThat(shown.at("/stages").findValuesAsText("outcome")).containsOnly("done");
    JsonNode images = web.immutable("images", "--output", "json").exits(0).json();
    assertThat(images.findValuesAsText("exists")).hasSize(4).containsOnly("yes");
    assertThat(images.findValuesAsText("fingerprint"))
        .contains(shown.at("/release/image/fingerprint").asText());
    assertThat(
            Shell.lines(
                Shell.engine(), "image", "inspect", "--format", "{{.Id}}", artifact(newest)))
        .allMatch(id -> artifact(newest).endsWith(id));
  }

  @Test
  @Order(4)
  void a_killed_server_is_seen_and_repaired_without_a_loss() {
    String dead = web.containers.of("green").getFirst();
    Shell.run(web.checkout.folder(), Shell.engine(), "kill", dead);
    // From here on, for what a dying server takes along no balancer can give back.
    Load load = web.load();

    Answer answer = web.immutable("status").exits(20);

    assertThat(answer.out()).contains(dead).contains("immutable release v2 --again");
    web.immutable("release", "v2", "--again").exits(0);
    web.immutable("retire", "--now").exits(0);
    assertThat(web.containers.of("green")).isEmpty();
    web.live("v2");
    assertThat(web.answeringSlot()).isEqualTo("blue");
    Sample.noneLost(load);
  }

  @Test
  @Order(5)
  void destroy_asks_and_nobody_is_there_to_answer() {
    List<String> before = web.containers.of("blue");

    Answer answer = web.immutable("destroy").exits(2);

    assertThat(answer.err()).contains("--yes");
    assertThat(web.containers.of("blue")).hasSize(2).isEqualTo(before);
    web.live("v2");
  }

  @Test
  @Order(6)
  void destroy_leaves_nothing_and_can_be_repeated() {
    assertThat(web.immutable("destroy", "--yes").exits(0).out()).contains("2 servers");

    assertThat(Stream.of("blue", "green").flatMap(slot -> web.containers.of(slot).stream()))
        .isEmpty();
    assertThat(web.haproxy().runs()).isFalse();
    web.immutable("destroy", "--yes").exits(0);
    assertThat(web.immutable("status").exits(0).out()).contains("nothing is live");
    web.immutable("release", "v1").exits(0);
    web.live("v1");
  }

  private static String artifact(JsonNode release) {
    return release.at("/image/artifacts/0/id").asText();
  }
}
