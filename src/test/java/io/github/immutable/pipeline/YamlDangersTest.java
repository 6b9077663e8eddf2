package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDangersTest {
  private static final String NOT_READ =
      "anchors, aliases and merge keys (&, *, <<) are not read here";

  @TempDir Path project;

  @ParameterizedTest
  @CsvSource({
    "image:_>template: x, 2:1",
    "image:_  template: x_>inputs: [], 3:1",
    "image:_  template: x_  >inputs: [], 3:3",
    "application: web_>image: x, 2:1",
    "application:>web, 1:13",
    "image:_  inputs:_>- a, 3:1",
    "image:_  inputs:_  ->a, 3:4"
  })
  void a_tab_is_named_as_a_tab(String text, String place) throws Exception {
    given(project)
        .text(text.replace('_', '\n').replace('>', '\t') + "\n")
        .thenMistakes(
            ":" + place + ": expected spaces, found a tab; YAML is indented by spaces only");
  }

  @Test
  void a_file_that_is_wrong_all_over_is_told_at_once() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 20_000; line++) {
      text.append("aplication-").append(line).append(": [{}, {}]\n");
    }
    Scenario large = given(project).text(text.toString());
    assertTimeout(Duration.ofSeconds(10), () -> Refusal.of(large::loaded));
  }

  @Test
  void broken_yaml_has_its_place() throws Exception {
    given(project)
        .text("image: [a, b\nservers: {}\n")
        .thenMistakes(
            ":2:8: not YAML: while parsing a flow sequence, expected ',' or ']', but got :");
    given(project)
        .text("image:\n template: x\n  inputs: y\n")
        .thenMistakes(
            ":3:9: not YAML: no \":\" can be here; indent the line as its neighbours are, or put"
                + " quotes around a value that has \": \" in it");
    for (String open : List.of("\"x", "'x", "[1, 2", "{b: c")) {
      given(project)
          .text("image: " + open + "\n\n")
          .thenMistakes(
              ":1:8: not YAML: what begins here does not end; a quote or bracket is missing");
    }
    given(project)
        .text("image: @x\n")
        .thenMistakes(":1:8: not YAML: a value that begins with this character needs quotes");
  }

  @Test
  void a_key_that_is_there_twice_is_refused() throws Exception {
    given(project)
        .and("application: other\n")
        .thenMistakes(":18:1: the key \"application\" is there already, in line 1");
  }

  @Test
  void anchors_and_aliases_are_refused_before_they_multiply() throws Exception {
    given(project)
        .text("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
        .thenMistakes(":1:4: expected the value itself, found &a; " + NOT_READ);
  }

  @ParameterizedTest
  @CsvSource({"a: *x, 4, *x", "<<: *x, 1, <<", "<<: { a: b }, 1, <<", "a: { <<: b }, 6, <<"})
  void an_alias_or_merge_key_is_refused_whatever_it_leads_to(String text, int column, String found)
      throws Exception {
    given(project)
        .text(text + "\n")
        .thenMistakes(
            ":1:" + column + ": expected the value itself, found " + found + "; " + NOT_READ);
  }

  @Test
  void a_tag_is_refused() throws Exception {
    given(project)
        .with("!!java.io.File [x]", "web")
        .thenMistakes(
            ":1:14: expected a plain value, found the tag tag:yaml.org,2002:java.io.File");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080:30", "no", "On", "0755", "0x1F", "1_000", ".inf"})
  void what_yaml_readers_disagree_about_wants_quotes(String value) throws Exception {
    String line = "ansible]\n  variables: { a: ";
    given(project)
        .with(line + value + " }", "ansible]\n  variables: {}")
        .thenMistakes(
            ":5:19: expected quotes around a value that YAML readers disagree about, found \"%s\""
                .formatted(value));
    Pipeline quoted =
        given(project).with(line + "\"" + value + "\" }", "ansible]\n  variables: {}").loaded();
    assertThat(quoted.image().variables()).containsEntry("a", value);
  }

  @Test
  void a_port_mapping_is_no_number() throws Exception {
    given(project)
        .with("count: 8080:30", "count: 2")
        .thenMistakes(":8:10: expected a whole number from 1, found \"8080:30\"");
  }

  @Test
  void a_deep_file_is_refused() throws Exception {
    given(project)
        .text("a: " + "[".repeat(500_000))
        .thenMistakes(":1:23: expected at most 20 levels, found more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n...\n"})
  void an_empty_file_is_no_pipeline(String text) throws Exception {
    Scenario empty = given(project).text(text);
    if (text.startsWith("---")) {
      empty.thenMistakes(":2:1: " + keys() + "nothing");
    } else {
      empty.thenMistakes(":1:1: expected a pipeline, found an empty file");
    }
  }

  @Test
  void a_root_of_another_type_is_no_pipeline() throws Exception {
    given(project).text("- web\n").thenMistakes(":1:1: " + keys() + "a list");
    given(project).text("web\n").thenMistakes(":1:1: " + keys() + "\"web\"");
    given(project)
        .text("? [a]\n: b\n")
        .thenMistakes(
            ":1:1: missing key \"application\"",
            ":1:1: missing key \"image\"",
            ":1:1: missing key \"servers\"",
            ":1:1: missing key \"health\"",
            ":1:1: missing key \"traffic\"",
            ":1:3: expected a name as the key, found a list");
  }

  @Test
  void a_second_document_is_refused() throws Exception {
    given(project)
        .and("---\napplication: other\n")
        .thenMistakes(":18:1: expected one document, found a second");
  }

  @Test
  void no_damage_to_a_file_ends_in_anything_but_mistakes() throws Exception {
    Random random = new Random(7);
    given(project);
    Path file = project.resolve("pipelines/local.yml");
    String alphabet = "\t\n :-[]{}&*!|>'\"%@`#,?~0a$\u0000\u00e9";
    for (int round = 0; round < 1000; round++) {
      StringBuilder text = new StringBuilder(Scenario.SHORTEST);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Files.writeString(file, text);
      Refusal.ofMaybe(() -> PipelineLoader.load(file));
    }
  }

  private static String keys() {
    return "expected the keys application, default, image, servers, health, traffic, soak, retire,"
        + " ledger, secrets, environment, found ";
  }
}
