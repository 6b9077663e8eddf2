package io.github.immutable.pipeline;

import static io.github.immutable.pipeline.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schema and loader are of one mind about pipeline files, as far as a schema can know. */
class SchemaTest {
  private static final String IMAGE_VARIABLES = "ansible]\n  variables: {}";
  private static final String SERVER_VARIABLES = "count: 2\n  variables: {}";
  private static final String EXPECT = "expect: { image: \"${image.id}\" }";
  private static final String HTTP = "  http:\n    path: /health\n    " + EXPECT + "\n";
  private static final String FRONT_DOOR = "http://127.0.0.1:8080/";

  @TempDir Path project;

  @Test
  void the_schema_is_one() throws Exception {
    assertThat(Editor.complaintsAboutSchema()).isEmpty();
  }

  @Test
  void the_reference_pipeline_is_right() throws Exception {
    assertThat(Editor.complaints(Files.readString(Path.of("pipelines/local.yml")))).isEmpty();
  }

  static Stream<Arguments> right() {
    return Stream.of(
        arguments("application: web", "application: 0web-0"),
        arguments("application: web", "application: 2048"),
        arguments("application: web", "application: web\nsoak: { for: 0s }\nledger: sqlite"),
        arguments("image:", "image:\n  prepare: [[mvn, -q, 5], [bin/x]]\n  base: [a/b, /c, ../d]"),
        arguments("image:", "image:\n  base: []\n  path: [a/b, .c, '..d/e']"),
        arguments(
            IMAGE_VARIABLES,
            "ansible]\n  base: [a]\n  variables: { a: '$x{}$${base.id}', b: 8.1 }"),
        arguments(
            IMAGE_VARIABLES, "ansible]\n  variables: { image_id: '${image.id}', b: true, c: '' }"),
        arguments(SERVER_VARIABLES, "count: 2\n  variables: { a: [1, { b: $c }, 2.5, true] }"),
        arguments(HTTP, "  http: { path: '/a?b=c', expect: { a: 1, b: 'x${image.id}' } }\n"),
        arguments(HTTP, "  tcp: {}\n  proof: none\n"),
        arguments(HTTP, "  command: { run: [x, '${image.id}'] }\n  proof: command\n"),
        arguments("path: /health", "path: /\n    status: 200\n    port: 1"),
        arguments(
            "health:", "health:\n  every: 250ms\n  within: 1h30m\n  timeout: 1s\n  passes: 1"),
        arguments("managed: true", "managed: false\n    socket: /a\n    map: b c\n    state: ../d"),
        arguments(FRONT_DOOR, "https://[::1]:8443/a?b#c"));
  }

  @ParameterizedTest(name = "{1} instead of {0}")
  @MethodSource("right")
  void what_the_loader_takes_an_editor_takes(String of, String instead) throws Exception {
    Scenario scenario = given(project).with(instead, of);

    assertThatCode(scenario::loaded).doesNotThrowAnyException();
    assertThat(Editor.complaints(scenario.text())).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("application: web", "aplication: web"),
        arguments("application: web\n", ""),
        arguments("application: web", "application: Web"),
        arguments("application: web", "application:"),
        arguments("application: web", "application: web\ndefault: ja"),
        arguments("application: web", "application: web\nledger: postgresql://host/ledger"),
        arguments("application: web", "application: web\nsoak: { for: 10 }"),
        arguments("application: web", "application: web\nsoak: { for: 1m1h }"),
        arguments("application: web", "application: web\nretire: 10m"),
        arguments("image:", "image:\n  prepare: [mvn, package]"),
        arguments("image:", "image:\n  prepare: [[]]"),
        arguments("image:", "image:\n  prepare: [['']]"),
        arguments("image:", "image:\n  prepare: [[/bin/x]]"),
        arguments("image:", "image:\n  base: [a/../../b]"),
        arguments("image:", "image:\n  path: [..]"),
        arguments("template: packer/container", "template: /etc"),
        arguments("inputs: [packer/container, ansible]", "inputs: []"),
        arguments("inputs: [packer/container, ansible]", "inputs: ansible"),
        arguments("inputs: [packer/container, ansible]", "inputs: [packer/container, a/..]"),
        arguments(IMAGE_VARIABLES, "ansible]\n  variables: { a: '${bild.run}' }"),
        arguments(IMAGE_VARIABLES, "ansible]\n  variables: { a: '${run' }"),
        arguments(IMAGE_VARIABLES, "ansible]\n  variables: { a: '${base.id}' }"),
        arguments(IMAGE_VARIABLES, "ansible]\n  variables: { a: [b] }"),
        arguments(IMAGE_VARIABLES, "ansible]\n  variables: { image_id: mine }"),
        arguments("terraform: terraform/container", "terraform: ''"),
        arguments("count: 2", "count: 0"),
        arguments("count: 2", "count: two"),
        arguments("count: 2", "count: '2'"),
        arguments("count: 2", "count: 2.5"),
        arguments(SERVER_VARIABLES, "count: 2\n  variables: { slot: blue }"),
        arguments(SERVER_VARIABLES, "count: 2\n  variables: { a: [{ b: '${image.id}' }] }"),
        arguments(SERVER_VARIABLES, "count: 2\n  variables: { a: }"),
        arguments(HTTP, "  {}\n"),
        arguments(HTTP, "  proof: none\n"),
        arguments(HTTP, "  tcp: { port: 0 }\n  proof: none\n"),
        arguments(HTTP, "  command: { run: [] }\n  proof: command\n"),
        arguments(HTTP, "  command: { run: [x, '${server.prot}'] }\n  proof: command\n"),
        arguments(HTTP, "  tcp: {}\n"),
        arguments("\n    " + EXPECT, ""),
        arguments(EXPECT, "expect: { status: ok }"),
        arguments("health:", "health:\n  proof: answers"),
        arguments("health:", "health:\n  proof: platform"),
        arguments("health:", "health:\n  proof: command"),
        arguments("path: /health", "path: health"),
        arguments("path: /health", "path: /health check"),
        arguments("path: /health", "path: /\n    port: 65536"),
        arguments("path: /health", "path: /\n    status: 100"),
        arguments("path: /health", "path: /\n    status: 600"),
        arguments("health:", "health:\n  every: 0s"),
        arguments("health:", "health:\n  every: 1"),
        arguments("health:", "health:\n  passes: 0"),
        arguments("haproxy:", "nginx:"),
        arguments("managed: true", "managed: true\n    socket: /a"),
        arguments("managed: true", "managed: false"),
        arguments("managed: true", "managed: false\n    socket: ''\n    map: b\n    state: c"),
        arguments("managed: true", "managed: yes"),
        arguments("managed: true", "managed: true\n    capacity: 1001"),
        arguments("managed: true", "managed: true\n    name: a_b"),
        arguments("managed: true", "managed: true\n    confirm: { answers: 0 }"),
        arguments(FRONT_DOOR, "ftp://127.0.0.1/"),
        arguments(FRONT_DOOR, "127.0.0.1:8080"),
        arguments(FRONT_DOOR, "http:///path"),
        arguments(FRONT_DOOR, "http://me:secret@host/"));
  }

  @ParameterizedTest(name = "{1} instead of {0}")
  @MethodSource("wrong")
  void what_the_loader_refuses_an_editor_refuses(String of, String instead) throws Exception {
    Scenario scenario = given(project).with(instead, of);

    assertThat(Refusal.of(scenario::loaded)).isNotEmpty();
    assertThat(Editor.complaints(scenario.text())).isNotEmpty();
  }

  static Stream<Arguments> beyondASchema() {
    return Stream.of(
        arguments("a key's value and another's", "count: 2", "count: 40"),
        arguments("sums", "health:", "health:\n  every: 10s\n  passes: 4\n  within: 29s"),
        arguments("lengths of time", "health:", "health:\n  within: 9000h"),
        arguments("paths in paths", "inputs: [packer/container,", "inputs: [packer/containers,"),
        arguments("what exists", "terraform: terraform/container", "terraform: terraform/cloud"),
        arguments("how it is written", "count: 2", "count: 2.0"),
        arguments("how it is written", "application: web", "application: -1"),
        arguments("how it is written", IMAGE_VARIABLES, "ansible]\n  variables: { a: 0755 }"),
        arguments("anchors", "application: web", "application: &name web"),
        arguments("tags", "application: web", "application: !!str web"),
        arguments("hosts", FRONT_DOOR, "http://a_b/"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("beyondASchema")
  void these_only_the_loader_can_know(String what, String of, String instead) throws Exception {
    Scenario scenario = given(project).with(instead, of);

    assertThat(Refusal.of(scenario::loaded)).isNotEmpty();
    assertThat(Editor.complaints(scenario.text())).as("what it cannot know: " + what).isEmpty();
  }

  @Test
  void an_editor_never_complains_of_what_the_loader_takes() throws Exception {
    Random random = new Random(11);
    String alphabet = "\t\n :-[]{}'\"#,0a$./";
    Scenario scenario = given(project);
    int taken = 0;
    for (int round = 0; round < 800; round++) {
      StringBuilder text = new StringBuilder(Scenario.SHORTEST);
      text.setCharAt(
          random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      if (isTaken(scenario.text(text.toString()))) {
        taken++;
        assertThat(Editor.complaints(text.toString())).as(text.toString()).isEmpty();
      }
    }
    assertThat(taken).as("files that were damaged harmlessly").isGreaterThan(50);
  }

  private static boolean isTaken(Scenario scenario) throws IOException {
    try {
      scenario.loaded();
      return true;
    } catch (PipelineException refused) {
      return false;
    }
  }
}
