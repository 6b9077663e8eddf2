package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.immutable.pipeline.PipelineSchema;
import io.github.immutable.pipeline.PipelineTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that say what the code says; {@code bin/docs} writes them anew by this very test. */
class GeneratedFilesTest {
  static Stream<Arguments> files() {
    return Stream.of(
        arguments(Path.of("docs/cli.md"), from(file -> CliReference.text())),
        arguments(Path.of("docs/pipeline.md"), from(PipelineTables::filled)),
        arguments(Path.of("pipelines/schema.json"), from(file -> PipelineSchema.text())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void is_up_to_date(Path file, UnaryOperator<String> generator) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : "";
    String now = generator.apply(before);
    if (Boolean.getBoolean("immutable.generate")) {
      Files.writeString(file, now);
    } else {
      assertThat(before).as("%s is out of date: run bin/docs", file).isEqualTo(now);
    }
  }

  @Test
  void the_schema_can_be_had_from_the_tool() throws IOException {
    Run run = Run.of("schema");

    assertThat(run.out()).isEqualTo(Files.readString(Path.of("pipelines/schema.json")));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  private static UnaryOperator<String> from(UnaryOperator<String> generator) {
    return generator;
  }
}
