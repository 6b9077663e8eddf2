package io.github.immutable.cli;

import io.github.immutable.release.Outcome;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.tool.Explained;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON that {@code --output json} prints, the same for every end that a command can have. */
final class ResultDocument {
  private ResultDocument() {}

  /** Of a command that got as far as an outcome. */
  static Map<String, Object> of(Outcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("exit_code", outcome.exitCode());
    document.put("headline", outcome.headline());
    document.put("live", outcome.live());
    outcome.release().ifPresent(release -> document.put("release", release));
    outcome.failure().ifPresent(its -> document.put("failure", failure(outcome, its)));
    document.put("left", outcome.left());
    return document;
  }

  /** Of a command that was refused before it began; nothing was probed, so nothing is said live. */
  static Map<String, Object> of(int exitCode, String name, Explained failure) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("exit_code", exitCode);
    document.put("headline", String.valueOf(failure.getMessage()));
    document.put("live", "");
    document.put("failure", failure(name, failure, failure.remedy(), failure.topic()));
    document.put("left", List.of());
    return document;
  }

  private static Map<String, Object> failure(Outcome outcome, ReleaseFailure failure) {
    return failure(
        failure.getClass().getSimpleName(),
        failure,
        OutcomeReport.next(outcome),
        OutcomeReport.topic(outcome));
  }

  private static Map<String, Object> failure(
      String name, Explained failure, String next, String topic) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("case", name);
    document.put("message", String.valueOf(failure.getMessage()));
    document.put("lines", failure.lines());
    Path log = failure.log();
    if (log != null) {
      document.put("log", log.toString());
    }
    document.put("next", next);
    document.put("help", topic);
    return document;
  }
}
