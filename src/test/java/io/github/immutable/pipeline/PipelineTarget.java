package io.github.immutable.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A pipeline file in a project that has what the reference pipeline names. */
final class PipelineTarget implements Consumer<byte[]> {
  private final Path file;

  PipelineTarget(Path folder) throws IOException {
    Scenario.given(folder);
    this.file = folder.resolve("pipelines/local.yml");
  }

  @Override
  public void accept(byte[] input) {
    try {
      Files.write(file, input);
      boolean meant = PipelineLoader.isDefault(file);
      Pipeline pipeline = PipelineLoader.load(file);
      assertThat(pipeline.application()).isNotBlank();
      assertThat(pipeline.servers().count()).isPositive();
      assertThat(meant).isEqualTo(pipeline.isDefault());
    } catch (PipelineException e) {
      assertThat(e.mistakes()).isNotEmpty().allMatch(mistake -> !mistake.message().isBlank());
      assertThat(e.remedy()).isNotBlank();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
