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

  Binder(Findings findings, String application) {
    this.findings = findings;
    this.application = application;
  }

  /** Null when the node does not fit the type. */
  @Nullable JsonNode bind(Type type, @Nullable Range range, Node node, String place) {
    if (type == Object.class && node instanceof SequenceNode) {
      return list(type, node, place);
    }
    if (type == Object.class && node instanceof MappingNode) {
      return map(type, node, place);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return list(generic.getActualTypeArguments()[0], node, place);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      return map(generic.getActualTypeArguments()[1], node, place);
    }
    if (type instanceof Class<?> section && section.isRecord()) {
      return section(section, node, place);
    }
    return Scalar.bind(type, range, node, findings);
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
    for (Map.Entry<String, NodeTuple> entry : entries(mapping, place).entrySet()) {
      Key key = keys.get(entry.getKey());
      if (key == null) {
        findings.mistake(
            entry.getValue().getKeyNode().getStartMark(),
            "unknown key \"" + entry.getKey() + "\"",
            Nearest.to(entry.getKey(), keys.keySet()));
      } else {
        Node value = entry.getValue().getValueNode();
        bound.set(key.name(), bind(key.type(), key.range(), value, inside(place, key.name())));
      }
    }
    keys.values().stream()
        .filter(key -> !findings.has(inside(place, key.name())))
        .forEach(key -> absent(key, place, bound));
    return bound;
  }

  private void absent(Key key, String place, ObjectNode bound) {
    if (key.required()) {
      findings.mistake(
          inside(place, key.name()), "missing key \"" + inside(place, key.name()) + "\"");
    } else if (key.fallback() != null) {
      Binder defaults = new Binder(new Findings(""), application);
      JsonNode fallback = defaults.bind(key.type(), null, YamlTree.ofDefault(key.fallback()), "");
      bound.set(
          key.name(),
          fallback instanceof TextNode text ? JSON.textNode(filled(text.textValue())) : fallback);
    }
  }

  private @Nullable JsonNode list(Type element, Node node, String place) {
    if (!(node instanceof SequenceNode sequence)) {
      return Scalar.unexpected("a list", node, findings);
    }
    ArrayNode bound = JSON.arrayNode();
    int index = 0;
    for (Node value : sequence.getValue()) {
      String inside = inside(place, String.valueOf(index++));
      findings.found(inside, value.getStartMark(), value.getStartMark());
      bound.add(bind(element, null, value, inside));
    }
    return bound;
  }

  private @Nullable JsonNode map(Type element, Node node, String place) {
    if (!(node instanceof MappingNode mapping)) {
      return Scalar.unexpected("names and values", node, findings);
    }
    ObjectNode bound = JSON.objectNode();
    entries(mapping, place)
        .forEach(
            (name, entry) ->
                bound.set(name, bind(element, null, entry.getValueNode(), inside(place, name))));
    return bound;
  }

  private Map<String, NodeTuple> entries(MappingNode mapping, String place) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        Scalar.unexpected("a name as the key", entry.getKeyNode(), findings);
      } else if (entries.putIfAbsent(key.getValue(), entry) != null) {
        findings.mistake(
            key.getStartMark(), "the key \"" + key.getValue() + "\" is there twice", null);
      } else {
        String inside = inside(place, key.getValue());
        findings.found(inside, key.getStartMark(), entry.getValueNode().getStartMark());
      }
    }
    return entries;
  }

  /** Only once it is no YAML any more: the name is whatever the file says. */
  private String filled(String text) {
    return Placeholders.fill(text, Map.of("application", application));
  }

  private static String inside(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
