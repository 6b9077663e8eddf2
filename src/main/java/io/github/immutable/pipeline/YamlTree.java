package io.github.immutable.pipeline;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/** Text as YAML nodes that know their line and column; a small, harmless part of YAML only. */
final class YamlTree {
  /** Deeper than any pipeline; SnakeYAML composes by recursion, so that some limit is needed. */
  private static final int DEEPEST = 20;

  private YamlTree() {}

  /**
   * The root, null for a file without any.
   *
   * @throws PipelineException if it is not YAML, or has anchors, tags, several documents or more
   *     than 20 levels
   */
  static @Nullable Node of(String text, Findings findings) throws PipelineException {
    try {
      refuseWhatNoPipelineNeeds(text, findings);
    } catch (MarkedYAMLException broken) {
      findings.mistake(mark(broken), message(broken), null);
    } catch (YAMLException broken) {
      findings.mistake(1, 1, "not YAML: " + broken.getMessage());
    }
    findings.throwIfAny();
    return yaml().compose(new StringReader(text));
  }

  /** A default, which is part of this program. */
  static Node ofDefault(String text) {
    return yaml().compose(new StringReader(text));
  }

  private static void refuseWhatNoPipelineNeeds(String text, Findings findings) {
    int depth = 0;
    int documents = 0;
    for (Event event : yaml().parse(new StringReader(text))) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      documents += event instanceof DocumentStartEvent ? 1 : 0;
      if (depth > DEEPEST) {
        findings.mistake(event.getStartMark(), "expected at most 20 levels, found more", null);
        return;
      }
      if (documents > 1) {
        findings.mistake(event.getStartMark(), "expected one document, found a second", null);
        return;
      }
      refuseAnchorOrTag(event, findings);
    }
  }

  private static void refuseAnchorOrTag(Event event, Findings findings) {
    if (event instanceof AliasEvent alias) {
      findings.mistake(
          event.getStartMark(), "expected the value itself, found *" + alias.getAnchor(), null);
    } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
      findings.mistake(
          event.getStartMark(), "expected a value, found the anchor &" + node.getAnchor(), null);
    }
    String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> null;
        };
    if (tag != null) {
      findings.mistake(event.getStartMark(), "expected a plain value, found the tag " + tag, null);
    }
  }

  private static Mark mark(MarkedYAMLException broken) {
    Mark problem = broken.getProblemMark();
    return problem == null ? broken.getContextMark() : problem;
  }

  private static String message(MarkedYAMLException broken) {
    if (String.valueOf(broken.getProblem()).contains("\\t(TAB)")) {
      return "expected spaces, found a tab; YAML is indented by spaces only";
    }
    List<String> parts =
        Stream.of(broken.getContext(), broken.getProblem())
            .filter(part -> part != null && !part.isBlank())
            .toList();
    return "not YAML: " + String.join(", ", parts);
  }

  private static Yaml yaml() {
    LoaderOptions limits = new LoaderOptions();
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(limits), new Representer(unused), unused, limits, new CoreSchema());
  }
}
