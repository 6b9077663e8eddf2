package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDangersTest {
  @TempDir Path project;

  @Test
  void a_tab_is_named_as_a_tab() throws Exception {
    given(project)
        .text("image:\n\ttemplate: x\n")
        .thenMistakes(":2:1: expected spaces, found a tab; YAML is indented by spaces only");
  }

  @Test
  void broken_yaml_has_its_place() throws Exception {
    given(project)
        .text("image: [a, b\nservers: {}\n")
        .thenMistakes(
            ":2:8: not YAML: while parsing a flow sequence, expected ',' or ']', but got :");
  }

  @Test
  void a_key_that_is_there_twice_is_refused() throws Exception {
    given(project)
        .and("application: other\n")
        .thenMistakes(":18:1: the key \"application\" is there twice");
  }

  @Test
  void anchors_and_aliases_are_refused_before_they_multiply() throws Exception {
    given(project)
        .text("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
        .thenMistakes(
            ":1:4: expected a value, found the anchor &a",
            ":2:4: expected a value, found the anchor &b",
            ":2:8: expected the value itself, found *a",
            ":2:12: expected the value itself, found *a",
            ":3:5: expected the value itself, found *b",
            ":3:9: expected the value itself, found *b");
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
        + " ledger, found ";
  }
}
