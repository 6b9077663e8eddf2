package io.github.immutable.cli;

import io.github.immutable.pipeline.Pipeline;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Asks before something that cannot be undone. */
final class Confirm {
  private Confirm() {}

  /** Asks for the pipeline's name. Nobody to ask is a no. */
  static void destroy(CommandSpec spec, Pipeline pipeline) {
    if (!Terminals.input()) {
      throw new ParameterException(
          spec.commandLine(), "destroy asks first, and nobody is there to answer: say --yes");
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "Every server of %s in pipeline %s will be destroyed. Type %s to go on: ",
        pipeline.application(), pipeline.name(), pipeline.name());
    err.flush();
    Scanner typed = new Scanner(System.in, StandardCharsets.UTF_8);
    if (!typed.hasNextLine() || !typed.nextLine().strip().equals(pipeline.name())) {
      throw new ParameterException(spec.commandLine(), "not confirmed; nothing was touched");
    }
  }
}
