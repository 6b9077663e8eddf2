package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolRunner;
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

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows each command of a tool as it is started, and what it prints.")
  private boolean verbose;

  /** One for all tools of a command, side by side as they may run. */
  private @Nullable Progress everything;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** What is told of the way to a result: on lines of their own where every command is shown. */
  Progress told(Progress usual) {
    if (!verbose || command == null) {
      return usual;
    }
    if (everything == null) {
      everything = PlainProgress.withHeartbeat(command.commandLine().getErr(), new SystemTime());
    }
    return everything;
  }

  /** The same tools, each shown if that is wanted. */
  ToolRunner shown(ToolRunner tools, Progress progress) {
    return verbose ? new VerboseTools(tools, progress) : tools;
  }

  /** The same where nothing else is told of the way to a result. */
  ToolRunner shown(ToolRunner tools) {
    return shown(tools, new ShownProgress(told(new SilentProgress()), redactor()));
  }

  /** What everything that the command shows passes. */
  Redactor redactor() {
    return command != null && command.root().userObject() instanceof RootCommand root
        ? root.redactor()
        : new Redactor();
  }
}
