package io.github.immutable.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reference pipeline and the reference of its placeholders are held to the code. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("pipelines/local.yml");

  @Test
  void the_reference_pipeline_loads() throws Exception {
    Pipeline pipeline = PipelineLoader.load(REFERENCE);

    assertThat(pipeline.name()).isEqualTo("local");
    assertThat(pipeline.application()).isEqualTo("web");
    assertThat(pipeline.health().proof()).isEqualTo(Health.Proof.ANSWER);
  }

  @Test
  void editors_find_the_schema_by_the_first_line_of_the_reference_pipeline() throws Exception {
    String first = Files.readAllLines(REFERENCE).getFirst();
    String mark = "# yaml-language-server: $schema=";

    assertThat(first).startsWith(mark);
    assertThat(REFERENCE.resolveSibling(first.substring(mark.length()))).exists();
  }

  @Test
  void every_placeholder_is_documented() throws Exception {
    String documentation = Files.readString(Path.of("docs/pipeline.md"));

    for (Set<String> known : List.of(Placeholders.IMAGE_VARIABLES, Placeholders.HEALTH)) {
      known.forEach(name -> assertThat(documentation).contains("`${" + name + "}`"));
    }
  }
}
