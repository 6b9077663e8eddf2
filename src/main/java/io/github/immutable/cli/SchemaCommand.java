package io.github.immutable.cli;

import io.github.immutable.pipeline.PipelineSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable schema}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the JSON Schema of pipeline files.",
      "Editors complete and check them by it. The reference pipeline names it in its first line; docs/pipeline.md says more."
    },
    footerHeading = "%nExamples:%n",
    footer = "  immutable schema >pipelines/schema.json")
final class SchemaCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(PipelineSchema.text());
    out.flush();
    return 0;
  }
}
