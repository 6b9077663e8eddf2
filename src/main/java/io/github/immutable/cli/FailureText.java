package io.github.immutable.cli;

import io.github.immutable.tool.Explained;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure for people: the same parts in the same order, whatever failed; parts with nothing to
 * say are left out.
 *
 * @param message what failed, and where
 * @param lines of the tool or the servers, that matter
 * @param live what is live; empty when nothing was touched
 * @param left what is left to clean up
 * @param log the whole output
 * @param next what to type or change
 * @param topic the page that says more
 */
record FailureText(
    String message,
    List<String> lines,
    String live,
    List<String> left,
    @Nullable Path log,
    String next,
    String topic) {

  /** Of a command that was refused, or that ended without an outcome. */
  static FailureText of(Explained failure) {
    return new FailureText(
        String.valueOf(failure.getMessage()),
        failure.lines(),
        "",
        List.of(),
        failure.log(),
        failure.remedy(),
        failure.topic());
  }

  void print(PrintWriter err) {
    List<String> said = message.lines().toList();
    err.println("immutable: " + (said.isEmpty() ? "" : OneLine.harmless(said.getFirst())));
    said.stream().skip(1).forEach(line -> err.println("  " + OneLine.harmless(line)));
    lines.stream()
        .filter(line -> !isSaid(line))
        .forEach(line -> err.println("  " + OneLine.harmless(line)));
    if (!live.isEmpty()) {
      err.println("Live:  " + live);
    }
    left.forEach(line -> err.println("Left:  " + line));
    if (log != null) {
      err.println("Log:   " + Paths.shown(log));
    }
    err.println("Next:  " + next);
    err.println("Help:  immutable help " + topic);
  }

  /** Messages often end with the first line that a tool printed. */
  private boolean isSaid(String line) {
    return message.endsWith(": " + line);
  }
}
