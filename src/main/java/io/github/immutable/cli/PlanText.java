package io.github.immutable.cli;

import io.github.immutable.image.CommitRange;
import io.github.immutable.release.Estimate;
import io.github.immutable.release.PreviewReport;
import io.github.immutable.release.Words;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a release would do, for people. */
final class PlanText {
  private final PreviewReport report;
  private final PlanLines lines = new PlanLines();

  private PlanText(PreviewReport report) {
    this.report = report;
  }

  static String of(PreviewReport report) {
    PlanText text = new PlanText(report);
    text.verdict();
    text.version();
    text.image();
    if (report.servers() != null) {
      PlanServersText.add(report.servers(), text.lines);
    } else if (!report.alreadyLive()) {
      text.lines.labelled("servers", "not planned");
    }
    text.time();
    report.notes().forEach(note -> text.lines.labelled("note", note));
    return text.lines.toString();
  }

  private void verdict() {
    String name = report.version().name();
    if (report.obstacles().isEmpty()) {
      lines.add(
          report.alreadyLive()
              ? name + " is already live: a release would change nothing"
              : name
                  + " would be release "
                  + report.release()
                  + " of "
                  + report.application()
                  + " in "
                  + report.pipeline());
    }
    String would = "a release would ";
    for (PreviewReport.Obstacle obstacle : report.obstacles()) {
      String how = obstacle.stage() == null ? "be refused" : "fail in " + obstacle.stage();
      lines.add(would + how + ": " + obstacle.message());
      obstacle.lines().stream()
          .filter(line -> !obstacle.message().endsWith(": " + line))
          .forEach(line -> lines.add("  " + line));
      lines.add("  Next:  " + obstacle.next());
      lines.add("  Help:  immutable help " + obstacle.help());
      would = "and then it would ";
    }
    lines.add("");
  }

  private void version() {
    PreviewReport.Version version = report.version();
    lines.labelled("version", version.name() + ", commit " + shortId(version.commit()));
    lines.below(OneLine.of(version.subject()));
    if (!version.uncommitted().isEmpty()) {
      lines.below("in no commit: " + String.join(", ", version.uncommitted()));
    }
    PreviewReport.Live live = report.live();
    if (live == null) {
      lines.labelled("live", "nothing yet");
      return;
    }
    lines.labelled(
        "live", live.version() + ", release " + live.release() + ", slot " + live.slot());
    lines.below(way(live));
    commits("comes", "come", live.addedCount(), live.added());
    commits("goes", "go", live.leftCount(), live.left());
  }

  private String way(PreviewReport.Live live) {
    String name = report.version().name();
    return switch (live.direction()) {
      case SAME -> "the same commit";
      case FORWARD -> name + " is ahead of it";
      case BACK -> name + " is BEHIND it: this goes back";
      case SIDEWAYS -> name + " is on ANOTHER BRANCH: work that is live goes";
      case UNKNOWN -> "this clone lacks the commits between the two: git fetch --unshallow";
    };
  }

  private void commits(String one, String many, int count, List<CommitRange.Entry> entries) {
    if (count > 0) {
      lines.below(Words.count(count, "commit") + " " + (count == 1 ? one : many) + ":");
    }
    List<String> shown =
        entries.stream().map(entry -> entry.id() + " " + OneLine.of(entry.subject())).toList();
    lines.list(shown, count);
  }

  private void image() {
    PreviewReport.ImagePlan image = report.image();
    if (image == null) {
      lines.labelled("image", "not looked at");
      return;
    }
    lines.labelled(
        "image", image.id() + (image.built() ? " would be built" : " is reused, no build"));
    image.why().forEach(why -> lines.below(why));
    lines.list(image.changedFiles(), image.changedFiles().size());
  }

  private void time() {
    Estimate estimate = report.estimate();
    if (estimate == null) {
      return;
    }
    if (estimate.stages().stream().allMatch(its -> its.seconds() == null)) {
      lines.labelled("time", "not known: there is no record yet");
      return;
    }
    String all = seconds(estimate.seconds());
    lines.labelled(
        "time", (estimate.complete() ? "" : "more than ") + all + ", by the last releases");
    lines.below(
        estimate.stages().stream()
            .map(its -> its.stage() + " " + seconds(its.seconds()))
            .collect(Collectors.joining(", ")));
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null
        ? "no record yet"
        : Words.duration(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static String shortId(String commit) {
    return commit.substring(0, 7);
  }
}
