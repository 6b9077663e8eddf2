package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MistakesTest {
  @TempDir Path project;

  @Test
  void all_mistakes_are_told_at_once_in_the_order_of_their_lines() throws Exception {
    given(project)
        .with("Web", "web")
        .with("cuont: two", "count: 2")
        .with("manged: true", "managed: true")
        .with("ftp://127.0.0.1/", "http://127.0.0.1:8080/")
        .and("soak: { for: 10 }\nretyre: {}\nledger: sqllite\n")
        .thenMistakes(
            ":1:14: expected 1 to 31 of a-z, 0-9 and hyphens, the first no hyphen",
            ":8:3: unknown key \"cuont\"; did you mean \"count\"?",
            ":16:5: unknown key \"manged\"; did you mean \"managed\"?",
            ":17:17: expected an http or https URL with a host and no password, found"
                + " \"ftp://127.0.0.1/\"",
            ":18:14: expected a duration such as 250ms, 1s, 2m or 1h30m, at most 8760h, found"
                + " \"10\"",
            ":19:1: unknown key \"retyre\"; did you mean \"retire\"?",
            ":20:9: expected sqlite or postgresql://USER@HOST:PORT/DATABASE; did you mean \"sqlite\"?");
  }

  @Test
  void a_typo_is_told_and_not_what_it_makes_missing() throws Exception {
    given(project)
        .with("aplication: web", "application: web")
        .thenMistakes(":1:1: unknown key \"aplication\"; did you mean \"application\"?");
    given(project)
        .with("Health:", "health:")
        .thenMistakes(":10:1: unknown key \"Health\"; did you mean \"health\"?");
    given(project)
        .with("htpp:", "http:")
        .thenMistakes(":11:3: unknown key \"htpp\"; did you mean \"http\"?");
    given(project)
        .with("expct:", "expect:")
        .thenMistakes(":13:5: unknown key \"expct\"; did you mean \"expect\"?");
    given(project)
        .with("managed: false\n    sockt: /a\n    map: b\n    state: c", "managed: true")
        .thenMistakes(":17:5: unknown key \"sockt\"; did you mean \"socket\"?");
    given(project)
        .with("health:\n  proof: platform", "health:")
        .with("invntory: x", "count: 2")
        .thenMistakes(
            ":6:1: missing key \"servers.count\"",
            ":8:3: unknown key \"invntory\"; did you mean \"inventory\"?");
  }

  @Test
  void a_key_that_is_there_twice_under_two_names_is_unknown_once() throws Exception {
    given(project)
        .with("count: 2\n  cuont: 3", "count: 2")
        .thenMistakes(":9:3: unknown key \"cuont\"; did you mean \"count\"?");
  }

  @Test
  void a_key_in_the_wrong_place_is_sent_to_the_right_one() throws Exception {
    given(project)
        .with(
            "servers:\n  terraform: terraform/container\n",
            "servers:\n  terraform: terraform/container\n  count: 2\n")
        .and("count: 2\n")
        .thenMistakes(":17:1: unknown key \"count\"; it belongs under \"servers\"");
    given(project)
        .with(
            "image:\ntemplate: x\ninputs: [x]\nunused:",
            "image:\n  template: packer/container\n  inputs: [packer/container, ansible]\n  variables: {}")
        .thenMistakes(
            ":2:7: expected the keys prepare, base, path, template, inputs, variables, found"
                + " nothing",
            ":3:1: unknown key \"template\"; it belongs under \"image\"",
            ":4:1: unknown key \"inputs\"; it belongs under \"image\"",
            ":5:1: unknown key \"unused\"");
    given(project)
        .and("soak.fails: 3\n")
        .thenMistakes(
            ":18:1: unknown key \"soak.fails\"; its name is \"fails\", and it belongs under"
                + " \"soak\"");
  }

  @Test
  void mistakes_are_data_too() throws Exception {
    try {
      given(project).with("cuont: 2", "count: 2").loaded();
    } catch (PipelineException refused) {
      assertThat(refused.mistakes())
          .contains(new Mistake("pipelines/local.yml", 8, 3, "unknown key \"cuont\"", "count"));
      return;
    }
    throw new AssertionError("not refused");
  }

  @Test
  void a_wrong_type_says_what_was_expected_and_found() throws Exception {
    given(project)
        .with("image: [packer]\nunused:", "image:")
        .thenMistakes(
            ":2:8: expected the keys prepare, base, path, template, inputs, variables, found a list",
            ":3:1: unknown key \"unused\"");
    given(project)
        .with("inputs: ansible", "inputs: [packer/container, ansible]")
        .with("count: \"2\"", "count: 2")
        .with("managed: yes", "managed: true")
        .with("path:", "path: /health")
        .thenMistakes(
            ":4:11: expected a list, found \"ansible\"",
            ":8:10: expected a whole number from 1, found \"2\"",
            ":12:10: expected text, found nothing",
            ":16:14: expected true or false, found \"yes\"");
  }

  @Test
  void a_password_in_a_url_is_not_repeated() throws Exception {
    given(project)
        .with("http://me:secret@host/", "http://127.0.0.1:8080/")
        .and("ledger: postgresql://me:secret@host/ledger\n")
        .thenMistakes(
            ":17:17: expected an http or https URL with a host and no password, found a URL with a"
                + " password",
            ":18:9: a password here would be committed; expected postgresql://USER@HOST:PORT/DATABASE,"
                + " and the password in PGPASSWORD or ~/.pgpass");
  }
}
