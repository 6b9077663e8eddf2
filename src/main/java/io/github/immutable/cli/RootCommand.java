package io.github.immutable.cli;

import io.github.immutable.release.Outcome;
import io.github.immutable.tool.Redactor;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable} itself: the verbs, and how their failures are shown. */
@Command(
    name = "immutable",
    description = "Replaces servers instead of changing them.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      InitCommand.class,
      BuildCommand.class,
      PlanCommand.class,
      ReleaseCommand.class,
      RollbackCommand.class,
      RetireCommand.class,
      ResumeCommand.class,
      AbortCommand.class,
      SweepCommand.class,
      UnlockCommand.class,
      LedgerCommand.class,
      DoctorCommand.class,
      StatusCommand.class,
      HistoryCommand.class,
      ShowCommand.class,
      ImagesCommand.class,
      TrafficCommand.class,
      DestroyCommand.class,
      SchemaCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable init shop            a new project with the reference files",
      "  immutable release v2           git ref, image, servers, health, traffic",
      "  immutable rollback             the previous image, live again",
      "  immutable status               what is live, probed just now",
      "",
      "Exit codes:",
      "  0    done as asked",
      "  1    a bug in this tool; production was not probed",
      "  2    the request was wrong; nothing was touched",
      "  3    another release holds the pipeline",
      "  10   failed; what was live before is live, clean",
      "  11   the new one is live; something is left to clean up",
      "  12   failed; what was live before is live; something is left to clean up",
      "  20   an operator is needed; the message says for what",
      "  130  interrupted; production is safe, the pipeline held"
    })
public final class RootCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final Redactor redactor = new Redactor();

  /** What everything that this command line shows passes. */
  Redactor redactor() {
    return redactor;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  private static void sameForAll(CommandLine line) {
    line.getCommandSpec().exitCodeOnInvalidInput(Outcome.BAD_REQUEST);
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(RootCommand::sameForAll);
  }

  private static PrintWriter shown(PrintStream to, Redactor redactor) {
    Writer text =
        new OutputStreamWriter(to, StandardCharsets.UTF_8) {
          // a PrintStream keeps to itself that it could not write
          @Override
          public void flush() throws IOException {
            super.flush();
            if (to.checkError()) {
              throw new IOException("it cannot be written");
            }
          }
        };
    return new PrintWriter(new ShownWriter(text, redactor), true);
  }

  /**
   * The whole command line.
   *
   * @param out where results go
   * @param err where the story and failures go
   */
  public static CommandLine commandLine(PrintStream out, PrintStream err) {
    RootCommand root = new RootCommand();
    CommandLine line = new CommandLine(root);
    line.setOut(shown(out, root.redactor));
    line.setErr(shown(err, root.redactor));
    line.setExecutionExceptionHandler(new Failures());
    line.setParameterExceptionHandler(new Failures());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    sameForAll(line);
    return line;
  }
}
