package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthRulesTest {
  @TempDir Path project;

  @Test
  void promise_2_with_no_proof_at_all_the_pipeline_says_so() throws Exception {
    String expect = "      expect: { image: \"${image.id}\" }\n".substring(2);
    given(project)
        .with("", expect)
        .thenMistakes(
            ":10:1: expected a proof of the image: ${image.id} in health.http.expect, or"
                + " health.proof: platform, command or none");
    Pipeline unproven =
        given(project).with("", expect).with("health:\n  proof: none", "health:").loaded();
    assertThat(unproven.health().proof()).isEqualTo(Health.Proof.NONE);
  }

  @Test
  void promise_2_a_proof_has_what_it_needs() throws Exception {
    given(project)
        .with("{ image: ok }", "{ image: \"${image.id}\" }")
        .with("health:\n  proof: answer", "health:")
        .thenMistakes(":11:10: answer needs ${image.id} in health.http.expect");
    given(project)
        .with("health:\n  proof: platform", "health:")
        .thenMistakes(":11:10: platform needs servers.inventory");
    given(project)
        .with("health:\n  proof: command", "health:")
        .thenMistakes(":11:10: command needs health.command");
    given(project)
        .with("health:\n  proof: platfrom", "health:")
        .thenMistakes(
            ":11:10: expected one of answer, platform, command, none, found \"platfrom\"; did you"
                + " mean \"platform\"?");
  }

  @Test
  void something_is_checked() throws Exception {
    given(project)
        .with(
            "health: { proof: none }\n",
            "health:\n  http:\n    path: /health\n    expect: { image: \"${image.id}\" }\n")
        .thenMistakes(":10:9: expected at least one of http, tcp and command");
  }

  @Test
  void health_values_fit_each_other() throws Exception {
    given(project)
        .with("health:\n  every: 10s\n  passes: 4\n  within: 29s\n  timeout: 0s", "health:")
        .with("path: health\n    status: 100\n    port: 70000", "path: /health")
        .thenMistakes(
            ":13:11: expected at least 30s, the time that 4 passes take every 10s",
            ":14:12: expected a duration such as 250ms, 1s, 2m or 1h30m, at most 8760h, longer than"
                + " 0s, found \"0s\"",
            ":16:11: expected a path that begins with / and has no spaces, # or letters beyond"
                + " ASCII",
            ":17:13: expected 0 for any of 200 to 299, or 200 to 599",
            ":18:11: expected a whole number from 1 to 65535, found \"70000\"");
  }
}
