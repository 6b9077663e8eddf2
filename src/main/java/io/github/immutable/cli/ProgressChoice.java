package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import io.github.immutable.tool.SystemTime;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** A moving line where somebody watches, plain lines where somebody reads later. */
final class ProgressChoice {
  private ProgressChoice() {}

  static Progress of(CommandSpec spec) {
    Map<String, String> environment = System.getenv();
    boolean watched =
        Terminals.error()
            && !"true".equals(environment.get("CI"))
            && !"dumb".equals(environment.get("TERM"));
    return watched
        ? new TerminalProgress(
            System.err,
            new SystemTime(),
            environment.getOrDefault("NO_COLOR", "").isEmpty(),
            Terminals.columns())
        : PlainProgress.withHeartbeat(spec.commandLine().getErr(), new SystemTime());
  }
}
