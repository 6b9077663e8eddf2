package io.github.immutable.cli;

import io.github.immutable.release.PreviewReport;
import io.github.immutable.release.Words;
import io.github.immutable.servers.Server;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The servers that a release would make and retire, and who would get the traffic. */
final class PlanServersText {
  private final PreviewReport.ServerPlan servers;
  private final PlanLines lines;

  private PlanServersText(PreviewReport.ServerPlan servers, PlanLines lines) {
    this.servers = servers;
    this.lines = lines;
  }

  static void add(PreviewReport.ServerPlan servers, PlanLines lines) {
    new PlanServersText(servers, lines).all();
  }

  private void all() {
    terraform();
    lines.labelled(
        "servers", Words.count(servers.count(), "server") + " made in slot " + servers.slot());
    lines.list(endpoints(servers.made()), servers.made().size());
    if (!servers.removedFirst().isEmpty()) {
      lines.below("before that, to make room, these are removed from it:");
      lines.list(endpoints(servers.removedFirst()), servers.removedFirst().size());
    }
    lines.labelled(
        "traffic",
        servers.frontDoor()
            + " goes "
            + (servers.from() == null ? "" : "from slot " + servers.from() + " ")
            + "to slot "
            + servers.slot());
    if (servers.from() != null) {
      lines.labelled("retired", Words.count(servers.retired().size(), "server") + retirement());
      lines.list(endpoints(servers.retired()), servers.retired().size());
    }
  }

  private void terraform() {
    if (servers.unknown() != null) {
      lines.labelled("terraform", "no plan: " + servers.unknown());
      return;
    }
    String actions =
        servers.actions().entrySet().stream()
            .map(its -> its.getValue() + " to " + its.getKey())
            .collect(Collectors.joining(", "));
    lines.labelled("terraform", actions.isEmpty() ? "nothing to change" : actions);
    if (servers.standIn() != null) {
      lines.below("planned with image " + servers.standIn() + ", for the new one is not built");
    }
    lines.list(
        servers.changes().stream().map(its -> its.action() + " " + its.address()).toList(),
        servers.changes().size());
  }

  private String retirement() {
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

  private static List<String> endpoints(List<Server> servers) {
    return servers.stream().map(server -> server.name() + "  " + server.endpoint()).toList();
  }
}
