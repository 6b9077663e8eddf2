package io.github.immutable.cli;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.release.ReleaseFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import picocli.CommandLine.Model.CommandSpec;

/** Asks before something that cannot be undone. */
final class Confirm {
  private Confirm() {}

  /** Asks whether what was shown may go. Nobody to ask is a no. */
  static void sweep(CommandSpec spec, Pipeline pipeline) throws ReleaseFailure {
    if (!Terminals.input()) {
      throw new ReleaseFailure.BadRequest(
          "sweep asks first, and nobody is there to answer",
          "immutable sweep --yes --pipeline " + pipeline.name());
    }
    PrintWriter err = spec.commandLine().getErr();
    err.print("Remove all of that? Type yes to go on: ");
    err.flush();
    Scanner typed = new Scanner(System.in, StandardCharsets.UTF_8);
    if (!typed.hasNextLine() || !typed.nextLine().strip().equals("yes")) {
      throw new ReleaseFailure.BadRequest(
          "not confirmed; nothing was touched",
          "type yes when asked, or: immutable sweep --yes --pipeline " + pipeline.name());
    }
  }

  /** Asks for the pipeline's name. Nobody to ask is a no. */
  static void destroy(CommandSpec spec, Pipeline pipeline) throws ReleaseFailure {
    if (!Terminals.input()) {
      throw new ReleaseFailure.BadRequest(
          "destroy asks first, and nobody is there to answer",
          "immutable destroy --yes --pipeline " + pipeline.name());
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "Every server of %s in pipeline %s will be destroyed. Type %s to go on: ",
        pipeline.application(), pipeline.name(), pipeline.name());
    err.flush();
    Scanner typed = new Scanner(System.in, StandardCharsets.UTF_8);
    if (!typed.hasNextLine() || !typed.nextLine().strip().equals(pipeline.name())) {
      throw new ReleaseFailure.BadRequest(
          "not confirmed; nothing was touched",
          "type " + pipeline.name() + " when asked, or: immutable destroy --yes");
    }
  }
}
