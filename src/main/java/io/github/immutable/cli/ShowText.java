package io.github.immutable.cli;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.StageRecord;
import io.github.immutable.ledger.ToolRecord;
import io.github.immutable.release.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One release for people. */
final class ShowText {
  private static final String LINE = System.lineSeparator();
  private static final int CHANGES = 2;

  private ShowText() {}

  static String of(
      ReleaseRecord release, List<StageRecord> stages, List<ToolRecord> tools, Path folder) {
    StringBuilder text = new StringBuilder();
    field(text, release.kind().label(), release.id());
    field(text, "version", release.version() + "  " + release.commit());
    field(text, "subject", release.subject());
    if (release.target() != null) {
      field(text, "back to", "release " + release.target());
    }
    field(text, "by", release.by());
    field(text, "started", Shown.time(release.startedAt()));
    field(text, "ended", Shown.time(release.endedAt()));
    field(text, "how", HistoryText.how(release));
    if (!release.dirty().isEmpty()) {
      field(text, "uncommitted", String.join(", ", release.dirty()));
    }
    if (release.image() != null) {
      field(text, "image", release.image().id());
      release.image().artifacts().forEach(its -> field(text, "artifact", its.id()));
    }
    if (release.slot() != null) {
      field(text, "slot", release.slot().label());
    }
    release.servers().forEach(its -> field(text, "server", its.name() + "  " + its.endpoint()));
    field(text, "folder", Paths.shown(folder));
    text.append(LINE);
    text.append(
        Shown.table(
            List.of("STAGE", "TOOK", "OUTCOME", "DETAIL"),
            stages.stream()
                .map(
                    its ->
                        List.of(
                            its.stage(),
                            its.endedAt() == null
                                ? ""
                                : Words.duration(Duration.between(its.startedAt(), its.endedAt())),
                            its.outcome() == null ? "not ended" : its.outcome(),
                            its.detail()))
                .toList()));
    text.append(LINE).append(LINE);
    text.append(
        Shown.table(
            List.of("TOOL RUN", "TOOK", "EXIT"),
            tools.stream()
                .map(
                    its ->
                        List.of(
                            its.name(),
                            Words.duration(Duration.ofMillis(its.milliseconds())),
                            exit(its)))
                .toList()));
    return text.toString();
  }

  /** A plan that has changes ends with 2, which is no failure. */
  private static String exit(ToolRecord run) {
    boolean changes = run.exitCode() == CHANGES && run.command().contains("-detailed-exitcode");
    return run.exitCode() < 0 ? "not ended" : run.exitCode() + (changes ? " (has changes)" : "");
  }

  private static void field(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(String.format("%-12s%s%n", name, value));
    }
  }
}
