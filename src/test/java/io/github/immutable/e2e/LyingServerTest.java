package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.load.Load;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One of eight servers that runs the old image, as at Knight in 2012. */
class LyingServerTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @BeforeAll
  static void eight_servers_of_v1_are_live_and_the_third_of_any_other_slot_will_run_v1_too() {
    web = SAMPLES.project("liar");
    web.checkout.edit("pipelines/local.yml", "count: 2", "count: 8").commit("Eight servers");
    web.immutable("release", "v1").exits(0);
    String old = web.newest().at("/release/image/artifacts/0/id").asText();
    assertThat(old).startsWith("sha256:");
    web.checkout
        .edit(
            "terraform/container/server",
            "^create\\(\\) \\{",
            "create() {\n  [[ \\$NAME != *-green-3 ]] || IMAGE=" + old)
        .commit("A mistake in how servers are started");
  }

  @RepeatedTest(3)
  void promise_2_one_of_eight_with_the_old_image_is_blocked_before_traffic() {
    Load load = web.load();
    Instant before = Instant.now();

    Answer answer = web.immutable("release", "v2", "--output", "json").exits(10);

    JsonNode failure = answer.json().at("/failure");
    assertThat(failure.at("/case").asText()).isEqualTo("WrongImage");
    assertThat(failure.at("/lines").toString())
        .contains("green-3")
        .contains(SAMPLES.versions().imageId("v1"));
    web.onlyAnswers("v1", load, before);
    Sample.noneLost(load);
    assertThat(web.containers.of("green")).isEmpty();
    assertThat(web.containers.of("blue")).hasSize(8);
    assertThat(web.newest().at("/stages").findValuesAsText("stage")).doesNotContain("promote");
    web.live("v1");
  }
}
