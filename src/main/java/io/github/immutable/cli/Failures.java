package io.github.immutable.cli;

import io.github.immutable.ledger.Hold;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.tool.Explained;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ends a command into one message and an exit code. Commands do not catch. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final int BUG = 1;

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    return switch (failure) {
      case ParameterException wrong -> handleParseException(wrong, new String[0]);
      case PipelineException wrong -> said(err, Outcome.BAD_REQUEST, wrong.getMessage());
      case Hold.HeldException held ->
          said(
              err,
              Outcome.HELD,
              "the pipeline is held by " + held.holder(),
              "Next:  wait for it to end: immutable status   shows what is live meanwhile");
      case LedgerException broken -> explain(err, Outcome.OPERATOR_NEEDED, broken);
      case ReleaseFailure known -> explain(err, exitCode(known), known);
      case InterruptedException stopped ->
          said(err, Outcome.INTERRUPTED, "interrupted before anything was changed");
      default -> bug(err, failure);
    };
  }

  private static int bug(PrintWriter err, Exception failure) {
    said(
        err,
        BUG,
        "a bug in this tool: " + failure,
        "Production was not probed; immutable status   does that.",
        "Please report it with these lines:");
    failure.printStackTrace(err);
    return BUG;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("immutable: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Next:  " + line.getCommandSpec().qualifiedName() + " --help");
    return Outcome.BAD_REQUEST;
  }

  private static int said(
      PrintWriter err, int exitCode, @Nullable String message, String... lines) {
    err.println("immutable: " + message);
    for (String line : lines) {
      err.println(line);
    }
    return exitCode;
  }

  /** A failure's message, the lines that matter, its log and what to do next. */
  private static int explain(PrintWriter err, int exitCode, Explained failure) {
    said(err, exitCode, failure.getMessage());
    failure.lines().forEach(line -> err.println("  " + line));
    Path log = failure.log();
    if (log != null) {
      err.println("Log:   " + Paths.shown(log));
    }
    err.println("Next:  " + failure.remedy());
    return exitCode;
  }

  private static int exitCode(ReleaseFailure failure) {
    return switch (failure) {
      case ReleaseFailure.BadRequest wrong -> Outcome.BAD_REQUEST;
      case ReleaseFailure.Held held -> Outcome.HELD;
      case ReleaseFailure.Unfinished unfinished -> Outcome.HELD;
      default -> Outcome.OPERATOR_NEEDED;
    };
  }
}
