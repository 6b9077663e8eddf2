package io.github.immutable.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML nodes as the JSON that Jackson makes the records of: defaults filled in, and everything that
 * does not fit a record left out and told.
 */
final class Binder {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Findings findings;
  private final String application;
  private final Typos typos;

  Binder(Findings findings, String application) {
    this.findings = findings;
    this.application = application;
    this.typos = new Typos(findings);
  }

  /** Null when the node does not fit the type. */
  @Nullable JsonNode bind(Type type, Limits limits, Node node, String place) {
    if (type == Object.class && node instanceof SequenceNode) {
      return list(type, limits, node, place);
    }
    if (type == Object.class && node instanceof MappingNode) {
      return map(type, limits, node, place);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return list(generic.getActualTypeArguments()[0], limits, node, place);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      return map(generic.getActualTypeArguments()[1], limits, node, place);
    }
    if (type instanceof Class<?> section && section.isRecord()) {
      return section(section, node, place);
    }
    return Scalar.bind(type, limits, node, findings);
  }

  /** Null when the node has no keys at all. */
  @Nullable ObjectNode section(Class<?> section, Node node, String place) {
    Map<String, Key> keys = new LinkedHashMap<>();
    Key.of(section).forEach(key -> keys.put(key.name(), key));
    if (!(node instanceof MappingNode mapping)) {
      Scalar.unexpected("the keys " + String.join(", ", keys.keySet()), node, findings);
      return null;
    }
    ObjectNode bound = JSON.objectNode();
    Map<String, NodeTuple> entries = entries(mapping, place);
    entries.forEach(
        (name, entry) -> {
          Key key = keys.get(name);
          if (key == null) {
            typos.unknown(name, entry.getKeyNode().getStartMark(), place, keys.keySet());
          } else {
            Node value = entry.getValueNode();
            bound.set(name, bind(key.type(), key.limits(), value, inside(place, name)));
          }
        });
    keys.values().stream()
        .filter(key -> !findings.hasOrMeans(inside(place, key.name())))
        .forEach(key -> absent(key, place, bound));
    return bound;
  }

  private void absent(Key key, String place, ObjectNode bound) {
    if (key.required()) {
      String missing = inside(place, key.name());
      findings.missing(missing, "missing key \"" + missing + "\"");
    } else if (key.fallback() != null) {
      Binder defaults = new Binder(new Findings(""), application);
      JsonNode fallback =
          defaults.bind(key.type(), Limits.NONE, YamlTree.ofDefault(key.fallback()), "");
      bound.set(
          key.name(),
          fallback instanceof TextNode text ? JSON.textNode(filled(text.textValue())) : fallback);
    }
  }

  private @Nullable JsonNode list(Type element, Limits limits, Node node, String place) {
    if (!(node instanceof SequenceNode sequence)) {
      return Scalar.unexpected("a list", node, findings);
    }
    ArrayNode bound = JSON.arrayNode();
    int index = 0;
    for (Node value : sequence.getValue()) {
      String inside = inside(place, String.valueOf(index++));
      findings.found(inside, value.getStartMark(), value.getStartMark());
      bound.add(bind(element, limits, value, inside));
    }
    return bound;
  }

  private @Nullable JsonNode map(Type element, Limits limits, Node node, String place) {
    if (!(node instanceof MappingNode mapping)) {
      return Scalar.unexpected("names and values", node, findings);
    }
    ObjectNode bound = JSON.objectNode();
    entries(mapping, place)
        .forEach(
            (name, entry) ->
                bound.set(name, bind(element, limits, entry.getValueNode(), inside(place, name))));
    return bound;
  }

  private Map<String, NodeTuple> entries(MappingNode mapping, String place) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        Scalar.unexpected("a name as the key", entry.getKeyNode(), findings);
        continue;
      }
      NodeTuple first = entries.putIfAbsent(key.getValue(), entry);
      if (first == null) {
        findings.found(
            inside(place, key.getValue()), key.getStartMark(), entry.getValueNode().getStartMark());
      } else {
        int line = first.getKeyNode().getStartMark().getLine() + 1;
        findings.mistake(
            key.getStartMark(),
            "the key \"" + key.getValue() + "\" is there already, in line " + line,
            null);
      }
    }
    return entries;
  }

  /** Only once it is no YAML any more: the name is whatever the file says. */
  private String filled(String text) {
    return Placeholders.fill(text, Map.of("application", application));
  }

  static String inside(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
