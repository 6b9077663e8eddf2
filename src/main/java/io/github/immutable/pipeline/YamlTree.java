package io.github.immutable.pipeline;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
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
      YamlSyntax.mistake(broken, findings);
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
      String refusal = refusal(event);
      if (depth > DEEPEST) {
        refusal = "expected at most 20 levels, found more";
      } else if (documents > 1) {
        refusal = "expected one document, found a second";
      }
      // A file that uses one of these uses it all over, and is written anew rather than mended.
      if (refusal != null) {
        findings.mistake(event.getStartMark(), refusal, null);
        return;
      }
    }
  }

  private static @Nullable String refusal(Event event) {
    return switch (event) {
      case AliasEvent alias -> repeated("*" + alias.getAnchor());
      case NodeEvent node when node.getAnchor() != null -> repeated("&" + node.getAnchor());
      case ScalarEvent scalar when scalar.getTag() != null -> tag(scalar.getTag());
      case ScalarEvent scalar when scalar.isPlain() && scalar.getValue().equals("<<") ->
          repeated("<<");
      case CollectionStartEvent collection when collection.getTag() != null ->
          tag(collection.getTag());
      default -> null;
    };
  }

  private static String repeated(String found) {
    return "expected the value itself, found "
        + found
        + "; anchors, aliases and merge keys (&, *, <<) are not read here";
  }

  private static String tag(String found) {
    return "expected a plain value, found the tag " + found;
  }

  private static Yaml yaml() {
    LoaderOptions limits = new LoaderOptions();
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(limits), new Representer(unused), unused, limits, new CoreSchema());
  }
}
