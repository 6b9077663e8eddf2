package io.github.immutable.cli;

import io.github.immutable.doctor.Finding;
import io.github.immutable.release.Words;
import java.util.ArrayList;
import java.util.List;

/** What was found, for people: one line a finding, and how to mend those that are not well. */
final class DoctorText {
  private static final int WIDTH = 80;
  private static final String INDENT = " ".repeat(6);

  private DoctorText() {}

  static String of(List<Finding> findings) {
    int longest = findings.stream().mapToInt(its -> its.check().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      String head = "%-4s  %-" + longest + "s  ";
      String start = head.formatted(label(finding.state()), finding.check());
      lines.addAll(wrapped(start, OneLine.of(finding.message())));
      if (!finding.mend().isEmpty()) {
        // never wrapped: it is there to be copied
        lines.add(INDENT + "mend: " + finding.mend());
      }
      finding.lines().forEach(line -> lines.add(INDENT + "  " + OneLine.of(line)));
    }
    int problems = (int) findings.stream().filter(Finding::isProblem).count();
    lines.add("");
    lines.add(
        problems == 0
            ? "a release could start"
            : "a release could not start: " + Words.count(problems, "problem"));
    return String.join(System.lineSeparator(), lines);
  }

  private static String label(Finding.State state) {
    return switch (state) {
      case OK -> "ok";
      case WARNING -> "warn";
      case PROBLEM -> "FAIL";
      case NOT_CHECKED -> "-";
    };
  }

  /** Between words, so that a path can still be copied. */
  private static List<String> wrapped(String start, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(start);
    for (String word : text.split(" ", -1)) {
      boolean first = line.length() == start.length();
      if (!first && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(start.length()));
        first = true;
      }
      line.append(first ? "" : " ").append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
