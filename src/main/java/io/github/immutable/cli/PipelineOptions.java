package io.github.immutable.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which project and which pipeline a command is about. */
final class PipelineOptions {
  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "NAME",
      completionCandidates = Candidates.Pipelines.class,
      defaultValue = "${env:IMMUTABLE_PIPELINE}",
      description = {
        "The pipeline, pipelines/NAME.yml.",
        "Default: $IMMUTABLE_PIPELINE, else the only one, else the one with default: true."
      })
  @Nullable String pipeline;

  @Option(
      names = "--project",
      paramLabel = "FOLDER",
      description = "The project. Default: the nearest folder upwards that has pipelines/.")
  @Nullable Path project;
}
