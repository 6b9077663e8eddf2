package io.github.immutable.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project folder with pipeline files in it, and what comes of loading them. */
final class Scenario {
  /** The shortest pipeline that is right; tests change it. */
  static final String SHORTEST =
      """
      application: web
      image:
        template: packer/container
        inputs: [packer/container, ansible]
        variables: {}
      servers:
        terraform: terraform/container
        count: 2
        variables: {}
      health:
        http:
          path: /health
          expect: { image: "${image.id}" }
      traffic:
        haproxy:
          managed: true
          front_door: "http://127.0.0.1:8080/"
      """;

  private final Path project;
  private String text = SHORTEST;

  private Scenario(Path project) {
    this.project = project;
  }

  static Scenario given(Path project) throws IOException {
    Path terraform = Files.createDirectories(project.resolve("terraform/container"));
    Files.createDirectories(project.resolve("pipelines"));
    assertThat(Files.writeString(terraform.resolve("inventory"), "").toFile().setExecutable(true))
        .isTrue();
    Files.writeString(terraform.resolve("main.tf"), "");
    return new Scenario(project);
  }

  Scenario text(String whole) {
    text = whole;
    return this;
  }

  Scenario and(String more) {
    text += more;
    return this;
  }

  /** Where it stands first. */
  Scenario with(String instead, String of) {
    assertThat(text).contains(of);
    int at = text.indexOf(of);
    text = text.substring(0, at) + instead + text.substring(at + of.length());
    return this;
  }

  String text() {
    return text;
  }

  Scenario file(String name, String content) throws IOException {
    Files.writeString(project.resolve("pipelines").resolve(name), content);
    return this;
  }

  Pipeline loaded() throws IOException, PipelineException {
    return PipelineLoader.load(written(text.getBytes(StandardCharsets.UTF_8)));
  }

  void thenMistakes(String... expected) throws IOException {
    thenMistakes(text.getBytes(StandardCharsets.UTF_8), expected);
  }

  void thenMistakes(byte[] content, String... expected) throws IOException {
    Path file = written(content);
    String refusal = Refusal.of(() -> PipelineLoader.load(file));
    assertThat(refusal.lines().toList())
        .containsExactlyElementsOf(
            List.of(expected).stream().map(mistake -> "pipelines/local.yml" + mistake).toList());
  }

  private Path written(byte[] content) throws IOException {
    return Files.write(project.resolve("pipelines/local.yml"), content);
  }
}
