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
    String yes = "immutable sweep --yes --pipeline " + pipeline.name();
    ask(spec, "sweep asks first", "Remove all of that?", "yes", "nothing was touched", yes);
  }

  /** Asks whether the images that were shown are to be recorded. */
  static void register(CommandSpec spec, Pipeline pipeline) throws ReleaseFailure {
    String yes = "immutable ledger register-images --yes --pipeline " + pipeline.name();
    String why = "ledger register-images asks first";
    ask(spec, why, "Record all of these?", "yes", "nothing was recorded", yes);
  }

  /** Asks for the pipeline's name before another's hold is broken. */
  static void unlock(CommandSpec spec, String pipeline, String holder) throws ReleaseFailure {
    String held = "pipeline " + pipeline + " is held by " + holder;
    String question = "P" + held.substring(1) + ".\nIt will start nothing more.";
    String yes = "immutable unlock --yes --pipeline " + pipeline;
    ask(spec, held, question, pipeline, "nothing was unlocked", yes);
  }

  /** Asks for the pipeline's name. Nobody to ask is a no. */
  static void destroy(CommandSpec spec, Pipeline pipeline) throws ReleaseFailure {
    String name = pipeline.name();
    String question =
        String.format(
            "Every server of %s in pipeline %s will be destroyed.", pipeline.application(), name);
    String yes = "immutable destroy --yes --pipeline " + name;
    ask(spec, "destroy asks first", question, name, "nothing was touched", yes);
  }

  private static void ask(
      CommandSpec spec, String why, String question, String word, String left, String yes)
      throws ReleaseFailure {
    if (!Terminals.input()) {
      throw new ReleaseFailure.BadRequest(why + ", and nobody is there to answer", yes);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.print(question.replace("\n", System.lineSeparator()) + " Type " + word + " to go on: ");
    err.flush();
    Scanner typed = new Scanner(System.in, StandardCharsets.UTF_8);
    if (!typed.hasNextLine() || !typed.nextLine().strip().equals(word)) {
      throw new ReleaseFailure.BadRequest(
          "not confirmed; " + left, "type " + word + " when asked, or: " + yes);
    }
  }
}
