package io.github.immutable.cli;

import io.github.immutable.release.Status;
import java.util.ArrayList;
import java.util.List;

/** The status of a pipeline for people. */
final class StatusText {
  private StatusText() {}

  static String of(Status.Report report) {
    StringBuilder text = new StringBuilder();
    text.append(report.application()).append(" in ").append(report.pipeline()).append(": ");
    text.append(
        report.live() == null
            ? "nothing is live"
            : report.live()
                + " is live, release "
                + report.release()
                + ", image "
                + report.image()
                + ", since "
                + Shown.time(report.since()));
    text.append(System.lineSeparator());
    text.append("front door ").append(report.frontDoor()).append("; ").append(report.proof());
    if (report.running() != null) {
      text.append(System.lineSeparator()).append("at work: ").append(report.running());
    }
    List<List<String>> rows = new ArrayList<>();
    for (Status.SlotReport slot : report.slots()) {
      String state =
          slot.state().label() + (slot.until() == null ? "" : " until " + Shown.time(slot.until()));
      for (Status.ServerReport server : slot.servers()) {
        rows.add(
            List.of(
                slot.slot().label(),
                state,
                slot.version() == null ? "" : slot.version(),
                server.name(),
                server.endpoint(),
                server.healthy() ? "healthy" : "NOT HEALTHY: " + server.what()));
      }
    }
    if (!rows.isEmpty()) {
      text.append(System.lineSeparator()).append(System.lineSeparator());
      text.append(
          Shown.table(List.of("SLOT", "STATE", "VERSION", "SERVER", "ADDRESS", "HEALTH"), rows));
    }
    for (String problem : report.problems()) {
      text.append(System.lineSeparator()).append("! ").append(problem);
    }
    for (String note : report.notes()) {
      text.append(System.lineSeparator()).append("- ").append(note);
    }
    return text.toString();
  }
}
