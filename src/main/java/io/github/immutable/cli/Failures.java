package io.github.immutable.cli;

import io.github.immutable.ledger.LeaseLostException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.release.Halt;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.tool.Explained;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ends a command into one message and an exit code. Commands do not catch. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final int BUG = 1;
  private static final String REFUSED = "BadRequest";
  // read from the arguments themselves: where they are wrong, nothing has been parsed yet
  private static final Pattern JSON =
      Pattern.compile("(^|\n)(-o[=\n]?|--output[=\n])json(\n|$)", Pattern.CASE_INSENSITIVE);

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    String[] arguments = parsed.originalArgs().toArray(String[]::new);
    return switch (failure) {
      case ParameterException wrong -> handleParseException(wrong, arguments);
      case PipelineException wrong ->
          tell(line, arguments, Outcome.BAD_REQUEST, REFUSED, Refusal.of(wrong));
      case Halt halt -> handleExecutionException(halt.why(), line, parsed);
      case LeaseLostException lost ->
          handleExecutionException(new ReleaseFailure.HoldLost(lost), line, parsed);
      case LedgerException broken ->
          tell(line, arguments, Outcome.OPERATOR_NEEDED, "LedgerUnusable", broken);
      case ReleaseFailure known ->
          tell(line, arguments, known.exitCode(), known.getClass().getSimpleName(), known);
      case InterruptedException stopped ->
          tell(
              line,
              arguments,
              Outcome.INTERRUPTED,
              "Interrupted",
              new Refusal(
                  "interrupted before anything was changed",
                  List.of(),
                  "run the same command again when you are ready",
                  "interrupted"));
      default -> tell(line, arguments, BUG, "Bug", bug(failure));
    };
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    StringWriter suggestions = new StringWriter();
    UnmatchedArgumentException.printSuggestions(wrong, new PrintWriter(suggestions, true));
    return tell(
        line,
        arguments,
        Outcome.BAD_REQUEST,
        REFUSED,
        new Refusal(
            message(wrong),
            suggestions.toString().lines().toList(),
            line.getCommandSpec().qualifiedName() + " --help",
            "request"));
  }

  private static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String first = unmatched.getUnmatched().getFirst();
      return wrong.getCommandLine().getSubcommands().isEmpty()
          ? "one argument too many: " + first
          : "there is no command " + first;
    }
    return String.valueOf(wrong.getMessage());
  }

  private static Refusal bug(Exception failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return new Refusal(
        "a bug in this tool: " + failure,
        trace.toString().lines().map(String::strip).toList(),
        "production was not probed: immutable status   does that; then report these lines",
        "bug");
  }

  /** The message, the lines that matter, the log and what to do next. */
  private static int tell(
      CommandLine line, String[] arguments, int exitCode, String name, Explained failure) {
    if (JSON.matcher(String.join("\n", Arrays.asList(arguments))).find()) {
      line.getOut().println(Shown.json(ResultDocument.of(exitCode, name, failure)));
    }
    FailureText.of(failure).print(line.getErr());
    return exitCode;
  }
}
