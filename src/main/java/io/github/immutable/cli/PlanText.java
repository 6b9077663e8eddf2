package io.github.immutable.cli;

import io.github.immutable.image.CommitRange;
import io.github.immutable.release.Estimate;
import io.github.immutable.release.PreviewReport;
import io.github.immutable.release.Words;
import io.github.immutable.servers.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a release would do, for people. */
final class PlanText {
  private static final int LISTED = 10;
  private static final String BELOW = " ".repeat(11);

  private final PreviewReport report;
  private final List<String> lines = new ArrayList<>();

  private PlanText(PreviewReport report) {
    this.report = report;
  }

  static String of(PreviewReport report) {
    PlanText text = new PlanText(report);
    text.verdict();
    text.version();
    text.image();
    text.servers();
    text.time();
    report.notes().forEach(note -> text.labelled("note", note));
    return String.join(System.lineSeparator(), text.lines);
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
    labelled("version", version.name() + ", commit " + shortId(version.commit()));
    lines.add(BELOW + version.subject());
    if (!version.uncommitted().isEmpty()) {
      lines.add(BELOW + "in no commit: " + String.join(", ", version.uncommitted()));
    }
    PreviewReport.Live live = report.live();
    if (live == null) {
      labelled("live", "nothing yet");
      return;
    }
    labelled("live", live.version() + ", release " + live.release() + ", slot " + live.slot());
    lines.add(BELOW + way(live));
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
      lines.add(BELOW + Words.count(count, "commit") + " " + (count == 1 ? one : many) + ":");
    }
    List<String> shown = entries.stream().map(entry -> entry.id() + " " + entry.subject()).toList();
    list(shown, count);
  }

  private void image() {
    PreviewReport.ImagePlan image = report.image();
    if (image == null) {
      labelled("image", "not looked at");
      return;
    }
    labelled("image", image.id() + (image.built() ? " would be built" : " is reused, no build"));
    image.why().forEach(why -> lines.add(BELOW + why));
    list(image.changedFiles(), image.changedFiles().size());
  }

  private void servers() {
    PreviewReport.ServerPlan servers = report.servers();
    if (servers == null) {
      if (!report.alreadyLive()) {
        labelled("servers", "not planned");
      }
      return;
    }
    terraform(servers);
    labelled("servers", Words.count(servers.count(), "server") + " made in slot " + servers.slot());
    list(endpoints(servers.made()), servers.made().size());
    if (!servers.removedFirst().isEmpty()) {
      lines.add(BELOW + "before that, to make room, these are removed from it:");
      list(endpoints(servers.removedFirst()), servers.removedFirst().size());
    }
    labelled(
        "traffic",
        servers.frontDoor()
            + " goes "
            + (servers.from() == null ? "" : "from slot " + servers.from() + " ")
            + "to slot "
            + servers.slot());
    if (servers.from() != null) {
      labelled("retired", Words.count(servers.retired().size(), "server") + retirement(servers));
      list(endpoints(servers.retired()), servers.retired().size());
    }
  }

  private void terraform(PreviewReport.ServerPlan servers) {
    if (servers.unknown() != null) {
      labelled("terraform", "no plan: " + servers.unknown());
      return;
    }
    String actions =
        servers.actions().entrySet().stream()
            .map(its -> its.getValue() + " to " + its.getKey())
            .collect(Collectors.joining(", "));
    labelled("terraform", actions.isEmpty() ? "nothing to change" : actions);
    if (servers.standIn() != null) {
      lines.add(
          BELOW + "planned with image " + servers.standIn() + ", for the new one is not built");
    }
    list(
        servers.changes().stream().map(its -> its.action() + " " + its.address()).toList(),
        servers.changes().size());
  }

  private static String retirement(PreviewReport.ServerPlan servers) {
    String drained =
        " of slot "
            + servers.from()
            + ", drained for "
            + Words.duration(Duration.ofSeconds(servers.drainSeconds()))
            + " at most, then ";
    return drained
        + (servers.standbySeconds() == 0
            ? "destroyed"
            : "standby for " + Words.duration(Duration.ofSeconds(servers.standbySeconds())));
  }

  private void time() {
    Estimate estimate = report.estimate();
    if (estimate == null) {
      return;
    }
    if (estimate.stages().stream().allMatch(its -> its.seconds() == null)) {
      labelled("time", "not known: there is no record yet");
      return;
    }
    String all = seconds(estimate.seconds());
    labelled("time", (estimate.complete() ? "" : "more than ") + all + ", by the last releases");
    lines.add(
        BELOW
            + estimate.stages().stream()
                .map(its -> its.stage() + " " + seconds(its.seconds()))
                .collect(Collectors.joining(", ")));
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null
        ? "no record yet"
        : Words.duration(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static List<String> endpoints(List<Server> servers) {
    return servers.stream().map(server -> server.name() + "  " + server.endpoint()).toList();
  }

  private void list(List<String> items, int count) {
    int shown = Math.min(LISTED, items.size());
    items.subList(0, shown).forEach(item -> lines.add(BELOW + "  " + item));
    if (count > shown) {
      lines.add(BELOW + "  and " + (count - shown) + " more");
    }
  }

  private static String shortId(String commit) {
    return commit.substring(0, 7);
  }

  private void labelled(String label, String text) {
    lines.add(String.format("%-11s%s", label, text));
  }
}
