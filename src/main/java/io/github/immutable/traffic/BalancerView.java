package io.github.immutable.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.servers.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a balancer does now, as a command of the user's prints it; {@code docs/traffic.md} has the
 * format.
 *
 * @param active empty when no slot has the traffic
 * @param targets empty where the balancer does not say how it sees its servers
 */
record BalancerView(Optional<Slot> active, JsonNode sessions, Optional<List<Target>> targets) {
  private static final String NONE = "none";
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /**
   * Reads it. Fields that are not known here are passed over.
   *
   * @throws Unreadable with what is wrong with it
   */
  static BalancerView read(String text) throws Unreadable {
    JsonNode view;
    try {
      view = STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Unreadable("it is no JSON: " + e.getOriginalMessage());
    }
    if (!view.path("active").isTextual()) {
      throw new Unreadable("it has no \"active\": blue, green or none");
    }
    JsonNode sessions = view.path("sessions");
    if (isThere(sessions) && !sessions.isObject()) {
      throw new Unreadable("\"sessions\" is no object of counts: " + sessions);
    }
    for (JsonNode count : sessions) {
      if (!count.isInt() || count.asInt() < 0) {
        throw new Unreadable("\"sessions\" has something else than counts: " + count);
      }
    }
    JsonNode targets = view.path("targets");
    if (isThere(targets) && !targets.isArray()) {
      throw new Unreadable("\"targets\" is no list: " + targets);
    }
    return new BalancerView(
        slot(view.path("active").textValue()),
        sessions,
        targets.isArray() ? Optional.of(targets(targets)) : Optional.empty());
  }

  private static boolean isThere(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  /** It does not have the format. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /** Requests that the slot still serves, where the balancer says. */
  OptionalInt sessions(Slot slot) {
    JsonNode count = sessions.path(slot.label());
    return count.isInt() ? OptionalInt.of(count.asInt()) : OptionalInt.empty();
  }

  /** A slot's name as drivers have it, where {@code none} is nobody. */
  static Optional<Slot> slot(String name) throws Unreadable {
    Optional<Slot> slot =
        Arrays.stream(Slot.values()).filter(its -> its.label().equals(name)).findFirst();
    if (slot.isEmpty() && !name.equals(NONE)) {
      throw new Unreadable("\"active\" is \"" + name + "\", not blue, green or none");
    }
    return slot;
  }

  /** The same the other way round. */
  static String name(Optional<Slot> slot) {
    return slot.map(Slot::label).orElse(NONE);
  }

  private static List<Target> targets(JsonNode list) throws Unreadable {
    List<Target> targets = new ArrayList<>();
    for (JsonNode node : list) {
      String state = node.path("state").asText("");
      if (!node.path("address").isTextual() || !node.path("port").isInt() || state.isEmpty()) {
        throw new Unreadable("a target lacks \"address\", \"port\" or \"state\": " + node);
      }
      String reason = node.path("reason").asText("");
      targets.add(
          new Target(
              node.path("address").textValue(),
              node.path("port").intValue(),
              state.equals("healthy"),
              reason.isEmpty() ? state : state + ", " + reason));
    }
    return targets;
  }
}
