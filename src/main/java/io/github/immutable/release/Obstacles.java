package io.github.immutable.release;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects why a release would not go through, in the order in which it would find out. */
final class Obstacles {
  private final List<PreviewReport.Obstacle> found = new ArrayList<>();

  /** It would be refused before anything is done. */
  void refused(ReleaseFailure failure) {
    add(failure, failure.exitCode(), null);
  }

  /** It would fail in that stage, and what is live would stay live. */
  void fails(String stage, ReleaseFailure failure) {
    add(failure, Outcome.PUT_BACK, stage);
  }

  List<PreviewReport.Obstacle> all() {
    return List.copyOf(found);
  }

  int exitCode() {
    return found.isEmpty() ? Outcome.DONE : found.getFirst().exitCode();
  }

  private void add(ReleaseFailure failure, int exitCode, @Nullable String stage) {
    found.add(
        new PreviewReport.Obstacle(
            exitCode,
            stage,
            failure.getClass().getSimpleName(),
            String.valueOf(failure.getMessage()),
            failure.lines(),
            failure.remedy(),
            failure.topic()));
  }
}
