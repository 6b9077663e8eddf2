package io.github.immutable.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * The values that fitted their type, defaults among them; a rule about a value that did not fit has
 * nothing to say.
 */
final class Values {
  private final JsonNode root;
  private final Findings findings;

  Values(JsonNode root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  Findings findings() {
    return findings;
  }

  /** Whether the file itself has that key. */
  boolean has(String place) {
    return findings.has(place);
  }

  /** Whether it has that key, or one that was probably meant to be it. */
  boolean hasOrMeans(String place) {
    return findings.hasOrMeans(place);
  }

  Optional<String> text(String place) {
    return Optional.of(node(place)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  Optional<Boolean> bool(String place) {
    return Optional.of(node(place)).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
  }

  OptionalInt number(String place) {
    JsonNode node = node(place);
    return node.isInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
  }

  Optional<Duration> duration(String place) {
    return text(place).flatMap(DurationText::parse);
  }

  boolean isSection(String place) {
    return node(place).isObject();
  }

  /** The names in a map, for one that is there. */
  List<String> names(String place) {
    List<String> names = new ArrayList<>();
    node(place).fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean isList(String place) {
    return node(place).isArray();
  }

  /** The elements of a list with their places, for one that is there. */
  List<String> elements(String place) {
    List<String> places = new ArrayList<>();
    for (int index = 0; index < node(place).size(); index++) {
      places.add(place + "." + index);
    }
    return places;
  }

  /** Every text in a value, however deep, with its place. */
  void texts(String place, BiConsumer<String, String> use) {
    texts(node(place), place, use);
  }

  private static void texts(JsonNode node, String place, BiConsumer<String, String> use) {
    if (node.isTextual()) {
      use.accept(place, node.textValue());
    }
    node.properties().forEach(entry -> texts(entry.getValue(), place + "." + entry.getKey(), use));
    if (node.isArray()) {
      for (int index = 0; index < node.size(); index++) {
        texts(node.get(index), place + "." + index, use);
      }
    }
  }

  private JsonNode node(String place) {
    return root.at("/" + place.replace('.', '/'));
  }
}
