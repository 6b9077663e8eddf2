package io.github.immutable.pipeline;

import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What SnakeYAML says of text that is no YAML, in the words of someone who writes a file; its
 * messages are those of its {@code scanner} and {@code parser} packages.
 */
final class YamlSyntax {
  private YamlSyntax() {}

  static void mistake(MarkedYAMLException broken, Findings findings) {
    String problem = String.valueOf(broken.getProblem());
    Mark found = broken.getProblemMark();
    Mark began = broken.getContextMark();
    if (problem.contains("\\t(TAB)")) {
      findings.mistake(
          found, "expected spaces, found a tab; YAML is indented by spaces only", null);
    } else if (problem.contains("end of stream") || problem.contains("<stream end>")) {
      findings.mistake(
          began == null ? found : began,
          "not YAML: what begins here does not end; a quote or bracket is missing",
          null);
    } else if (problem.startsWith("mapping values are not allowed")) {
      findings.mistake(
          found,
          "not YAML: no \":\" can be here; indent the line as its neighbours are, or put quotes"
              + " around a value that has \": \" in it",
          null);
    } else if (problem.contains("that cannot start any token")) {
      findings.mistake(
          found, "not YAML: a value that begins with this character needs quotes", null);
    } else {
      findings.mistake(found == null ? began : found, "not YAML: " + told(broken), null);
    }
  }

  private static String told(MarkedYAMLException broken) {
    List<String> parts =
        Stream.of(broken.getContext(), broken.getProblem())
            .filter(part -> part != null && !part.isBlank())
            .map(part -> part.replaceAll("\\s+", " "))
            .toList();
    return String.join(", ", parts);
  }
}
