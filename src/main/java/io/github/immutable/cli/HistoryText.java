package io.github.immutable.cli;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The releases of a pipeline for people. */
final class HistoryText {
  private static final int COLUMNS = 80;

  private HistoryText() {}

  static String of(String pipeline, List<ReleaseRecord> releases) {
    if (releases.isEmpty()) {
      return "no releases in " + pipeline + " yet";
    }
    List<List<String>> rows = new ArrayList<>();
    for (ReleaseRecord release : releases) {
      rows.add(
          List.of(
              release.id(),
              release.kind().label(),
              release.version(),
              Shown.minute(release.startedAt()),
              release.endedAt() == null
                  ? ""
                  : Words.duration(Duration.between(release.startedAt(), release.endedAt())),
              exit(release) + how(release)));
    }
    return Shown.table(
        List.of("RELEASE", "KIND", "VERSION", "STARTED", "TOOK", "HOW IT ENDED"), rows, COLUMNS);
  }

  private static String exit(ReleaseRecord release) {
    Integer code = release.exitCode();
    return code == null || code == Outcome.DONE ? "" : "exit " + code + ": ";
  }

  /** What was live then need not be live now. */
  private static String completed(ReleaseRecord release, String message) {
    if (release.kind() == ReleaseRecord.Kind.BUILD) {
      return message;
    }
    boolean clean = Integer.valueOf(Outcome.DONE).equals(release.exitCode());
    return (clean ? "went live" : message) + (release.rolledBack() ? "; rolled back since" : "");
  }

  /** How a release ended, in a few words. */
  static String how(ReleaseRecord release) {
    String message = release.message() == null ? "" : release.message();
    return switch (release.state()) {
      case OPEN -> "unfinished";
      case UNCLEAN -> "left something: " + message;
      case COMPLETED -> completed(release, message);
      case UNCHANGED, FAILED -> message;
    };
  }
}
