package io.github.immutable.release;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.StageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a release would take, by how long the last ones took.
 *
 * @param seconds of all stages together that are on record
 * @param complete whether all of them are
 */
public record Estimate(List<StageTime> stages, double seconds, boolean complete) {
  private static final int LAST = 5;

  /** The call by which a stage that built an image is told from one that found it. */
  private static final String PACKER = "packer-build";

  /**
   * The median of a stage.
   *
   * @param seconds null when it is on no record yet
   * @param of how many runs
   */
  public record StageTime(String stage, @Nullable Double seconds, int of) {}

  /**
   * Looks into the ledger.
   *
   * @param building whether an image has to be built
   * @param replacing whether servers have to be retired
   */
  static Estimate of(Ledger ledger, String pipeline, boolean building, boolean replacing)
      throws LedgerException {
    List<String> stages = new ArrayList<>();
    if (building) {
      stages.add(Journal.BUILD);
    }
    stages.addAll(List.of(Journal.LAUNCH, Journal.VERIFY, Journal.PROMOTE, Journal.SOAK));
    if (replacing) {
      stages.add(Journal.RETIRE);
    }
    List<StageTime> times = new ArrayList<>();
    double sum = 0;
    boolean complete = true;
    for (String stage : stages) {
      StageTime time = median(stage, lasted(ledger, pipeline, stage));
      times.add(time);
      complete &= time.seconds() != null;
      sum += time.seconds() == null ? 0 : time.seconds();
    }
    return new Estimate(times, tenths(sum), complete);
  }

  /** The newest first. */
  private static List<Duration> lasted(Ledger ledger, String pipeline, String stage)
      throws LedgerException {
    List<Duration> lasted = new ArrayList<>();
    for (ReleaseRecord release : ledger.releases(pipeline).reversed()) {
      if (lasted.size() == LAST) {
        break;
      }
      if (comparable(ledger, release, stage)) {
        for (StageRecord its : ledger.stages(release.id())) {
          if (its.stage().equals(stage) && "done".equals(its.outcome()) && its.endedAt() != null) {
            lasted.add(Duration.between(its.startedAt(), its.endedAt()));
          }
        }
      }
    }
    return lasted;
  }

  /** A stage may also have ended well because there was nothing to do. */
  private static boolean comparable(Ledger ledger, ReleaseRecord release, String stage)
      throws LedgerException {
    return switch (stage) {
      case Journal.BUILD ->
          ledger.tools(release.id()).stream().anyMatch(run -> run.name().equals(PACKER));
      case Journal.RETIRE -> release.replaced() != null;
      default -> release.state() != ReleaseRecord.State.UNCHANGED;
    };
  }

  private static StageTime median(String stage, List<Duration> lasted) {
    if (lasted.isEmpty()) {
      return new StageTime(stage, null, 0);
    }
    List<Duration> sorted = lasted.stream().sorted(Comparator.naturalOrder()).toList();
    Duration middle =
        sorted.get((sorted.size() - 1) / 2).plus(sorted.get(sorted.size() / 2)).dividedBy(2);
    return new StageTime(stage, tenths(middle.toMillis() / 1000.0), lasted.size());
  }

  private static double tenths(double seconds) {
    return Math.max(0, Math.round(seconds * 10) / 10.0);
  }
}
