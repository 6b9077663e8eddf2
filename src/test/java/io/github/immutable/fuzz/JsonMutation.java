package io.github.immutable.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes JSON that stays JSON, in a whole document or in one line of many. */
final class JsonMutation {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonMutation() {}

  /** Where a value stands: in a list by its number, in an object by its name. */
  private record Place(JsonNode parent, int index, String name) {
    JsonNode value() {
      return parent.isArray() ? parent.get(index) : parent.get(name);
    }

    void set(JsonNode value) {
      if (parent instanceof ArrayNode list) {
        list.set(index, value);
      } else {
        ((ObjectNode) parent).set(name, value);
      }
    }

    void remove() {
      if (parent instanceof ArrayNode list) {
        list.remove(index);
      } else {
        ((ObjectNode) parent).remove(name);
      }
    }
  }

  static byte[] apply(Mutation mutation, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    try {
      if (text.startsWith("{\"@level\"")) {
        int line = Math.floorMod(mutation.at() >> 8, lines.size());
        lines.set(line, changed(mutation, lines.get(line)));
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      }
      return changed(mutation, text).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      return bytes;
    }
  }

  private static String changed(Mutation mutation, String text) throws JsonProcessingException {
    JsonNode root = MAPPER.readTree(text);
    List<Place> places = new ArrayList<>();
    collect(root, places);
    if (places.isEmpty()) {
      return text;
    }
    Place place = places.get(Math.floorMod(mutation.at(), places.size()));
    switch (mutation.kind()) {
      case JSON_DROP -> place.remove();
      case JSON_REPLACE -> place.set(MAPPER.readTree(mutation.value()));
      default -> {
        Place other = places.get(Math.floorMod(mutation.what(), places.size()));
        JsonNode moved = place.value().deepCopy();
        place.set(other.value().deepCopy());
        if (other.value() != null) {
          other.set(moved);
        }
      }
    }
    return MAPPER.writeValueAsString(root);
  }

  private static void collect(JsonNode node, List<Place> places) {
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.add(new Place(node, i, ""));
      collect(node.get(i), places);
    }
    if (node.isObject()) {
      node.properties().forEach(entry -> places.add(new Place(node, 0, entry.getKey())));
      node.forEach(child -> collect(child, places));
    }
  }
}
