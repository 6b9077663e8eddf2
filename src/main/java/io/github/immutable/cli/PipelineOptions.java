package io.github.immutable.cli;

import io.github.immutable.tool.Redactor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** What everything that the command shows passes. */
  Redactor redactor() {
    return command != null && command.root().userObject() instanceof RootCommand root
        ? root.redactor()
        : new Redactor();
  }
}
