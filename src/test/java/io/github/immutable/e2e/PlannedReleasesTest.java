package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plan with the real tools says what the release then does, and changes nothing. */
@Tag("waits")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlannedReleasesTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @BeforeAll
  static void a_project_that_has_released_nothing() {
    web = SAMPLES.project("plan");
  }

  @Test
  @Order(1)
  void before_the_first_release_it_is_what_that_release_then_does() {
    JsonNode planned = plan("v1");

    assertThat(planned.at("/obstacles")).isEmpty();
    assertThat(planned.at("/live").isMissingNode()).isTrue();
    assertThat(planned.at("/image/built").asBoolean()).isFalse();
    assertThat(planned.at("/servers/from").isMissingNode()).isTrue();
    assertThat(web.containers.of("blue")).isEmpty();
    assertThat(web.haproxy().runs()).isFalse();

    web.immutable("release", "v1").exits(0);
    asPlanned(planned);
  }

  @Test
  @Order(2)
  void the_live_version_is_already_live() {
    Answer text = web.immutable("plan", "v1").exits(0);

    assertThat(text.out()).startsWith("v1 is already live: a release would change nothing\n");
    assertThat(plan("v1").at("/already_live").asBoolean()).isTrue();
  }

  @Test
  @Order(3)
  void another_pipeline_alone_replaces_servers_and_reuses_the_image() {
    web.checkout.edit("terraform/container/main.tf", "^# The servers of one slot", "# Servers");

    JsonNode planned = plan("v1");

    assertThat(planned.at("/already_live").asBoolean()).isFalse();
    assertThat(planned.at("/image/built").asBoolean()).isFalse();
    assertThat(planned.at("/version/uncommitted/0").asText())
        .isEqualTo("terraform/container/main.tf");
    assertThat(planned.at("/servers/actions/create").asInt()).isEqualTo(3);
    web.checkout.edit("terraform/container/main.tf", "^# Servers", "# The servers of one slot");
  }

  @Test
  @Order(4)
  void a_new_version_is_what_its_release_then_does() {
    JsonNode planned = plan("v2");

    assertThat(planned.at("/live/direction").asText()).isEqualTo("forward");
    assertThat(planned.at("/live/added/0/subject").asText()).isEqualTo("Another page");
    assertThat(planned.at("/servers/slot").asText()).isEqualTo("green");
    assertThat(planned.at("/servers/retired").findValuesAsText("name"))
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(web.containers.of("blue"));
    assertThat(planned.at("/estimate/complete").asBoolean()).isFalse();

    web.immutable("release", "v2").exits(0);
    asPlanned(planned);
  }

  @Test
  @Order(5)
  void a_standby_makes_room_and_is_no_part_of_the_plan_for_its_slot() {
    JsonNode planned = plan("v1");

    assertThat(planned.at("/live/direction").asText()).isEqualTo("back");
    assertThat(planned.at("/servers/removed_first").findValuesAsText("name"))
        .containsExactlyInAnyOrderElementsOf(web.containers.of("blue"));
    assertThat(planned.at("/servers/changes").findValuesAsText("action"))
        .hasSize(3)
        .containsOnly("create");
    assertThat(planned.at("/notes/0").asText()).startsWith("immutable rollback local-");
    assertThat(web.containers.of("blue")).hasSize(2);
  }

  @Test
  @Order(6)
  void promise_1_a_root_that_would_take_the_active_servers_is_told_beforehand() {
    web.checkout.edit(
        "terraform/container/main.tf", "== \"green\" \\? 100 : 0", "== \"blue\" ? 100 : 0");

    Answer answer = web.immutable("plan", "v1").exits(10);

    assertThat(answer.out())
        .startsWith("a release would fail in launch: the plan was refused before it was applied: ")
        .contains("is a server of the active slot", "Help:  immutable help plan-refused");
    web.live("v2");
  }

  /** The plan of a version, which changes nothing that is kept. */
  private static JsonNode plan(String version) {
    web.immutable("images").exits(0);
    Map<String, Integer> before = kept();
    JsonNode planned = web.immutable("plan", version, "--output", "json").exits(0).json();
    assertThat(kept()).as("ledger, states and releases").isEqualTo(before);
    assertThat(web.checkout.folder().resolve(".immutable/looks")).isEmptyDirectory();
    return planned;
  }

  private static void asPlanned(JsonNode planned) {
    JsonNode release = web.newest().at("/release");
    assertThat(release.at("/id")).isEqualTo(planned.at("/release"));
    assertThat(release.at("/image/id")).isEqualTo(planned.at("/image/id"));
    assertThat(release.at("/slot")).isEqualTo(planned.at("/servers/slot"));
    assertThat(release.at("/servers")).isEqualTo(planned.at("/servers/made")).hasSize(2);
  }

  private static Map<String, Integer> kept() {
    Path home = web.checkout.folder().resolve(".immutable");
    Map<String, Integer> kept = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = home.relativize(file).toString();
        if (path.matches("ledger\\.db.*|releases/.*|terraform/states/.*")) {
          kept.put(path, Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
