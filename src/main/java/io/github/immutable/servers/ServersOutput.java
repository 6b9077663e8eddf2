package io.github.immutable.servers;

import static java.util.regex.Pattern.UNICODE_CHARACTER_CLASS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.pipeline.RootWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The output {@code servers} that every Terraform root returns. */
final class ServersOutput {
  private static final String FORM =
      "output \"servers\" { value = [{ name = …, address = …, port = …, image = … }] }";

  /** They become arguments of the user's commands, parts of URLs, and words on a screen. */
  private static final Pattern NAME =
      Pattern.compile(
          "[^-\\s\\p{Cntrl}\\p{Cf}][^\\s\\p{Cntrl}\\p{Cf}]{0,254}", UNICODE_CHARACTER_CLASS);

  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,32})?");

  private static final int SHOWN = 8;

  private ServersOutput() {}

  /** A root's list of servers, in its own words, as the usual one. */
  static JsonNode usual(JsonNode list, RootWords words, Slot slot) {
    if (words.outputs().isEmpty() || !list.isArray()) {
      return list;
    }
    ArrayNode usual = JsonNodeFactory.instance.arrayNode();
    for (JsonNode its : list) {
      ObjectNode server = usual.addObject();
      for (String field : List.of("name", "address", "port", "image")) {
        String own = words.output(field, slot.label());
        if (field.equals("port") && own.matches("[0-9]+")) {
          server.put(field, own);
        } else if (its.isObject() && its.hasNonNull(own)) {
          server.set(field, its.get(own));
        }
      }
      if (its.isTextual()) {
        server.set("address", its);
      }
      if (!server.has("name")) {
        server.put("name", words.prefix() + "-" + slot + "-" + usual.size());
      }
    }
    return usual;
  }

  /**
   * Reads it.
   *
   * @throws ServersException when it is not a list of servers, or two share a name or an endpoint
   */
  static List<Server> read(JsonNode value) throws ServersException {
    return read(value, RootWords.USUAL, Slot.BLUE);
  }

  /** The same in a root's own words, in which it is told what a server lacks. */
  static List<Server> read(JsonNode own, RootWords words, Slot slot) throws ServersException {
    String output = "the output \"" + words.output("servers", slot.label()) + "\"";
    JsonNode list = usual(own, words, slot);
    if (!list.isArray()) {
      throw wrong(
          own.isMissingNode()
              ? "the Terraform root does not return " + output
              : output + " is not a list of servers");
    }
    List<Server> servers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode node : list) {
      int port = port(node.path("port"));
      List<String> lacks = lacks(node, port, words, slot);
      if (!lacks.isEmpty()) {
        throw wrong(
            output
                + " has a server with no usable "
                + String.join(", ", lacks)
                + has(own.path(servers.size())));
      }
      JsonNode image = node.path("image");
      if (!NAME.matcher(node.path("name").asText()).matches()
          || !ADDRESS.matcher(node.path("address").asText()).matches()) {
        throw wrong(output + " has an entry whose name or address cannot be one: " + node);
      }
      Server server =
          new Server(
              node.path("name").asText(),
              node.path("address").asText(),
              port,
              image.isTextual() ? image.asText() : null);
      if (!seen.add(server.name()) || !seen.add(server.endpoint())) {
        throw wrong(output + " has " + server.name() + " or its address twice");
      }
      servers.add(server);
    }
    return List.copyOf(servers);
  }

  /** What is missing or cannot be used, by the root's own words. */
  private static List<String> lacks(JsonNode server, int port, RootWords words, Slot slot) {
    List<String> lacks = new ArrayList<>();
    for (String field : List.of("name", "address")) {
      if (!given(server, field)) {
        lacks.add(words.output(field, slot.label()));
      }
    }
    if (port < 1 || port > 65535) {
      lacks.add(words.output("port", slot.label()));
    }
    return lacks;
  }

  /** The names of its fields alone: a whole resource has more in it than anybody should read. */
  private static String has(JsonNode own) {
    List<String> fields = new ArrayList<>();
    own.fieldNames().forEachRemaining(fields::add);
    String more = fields.size() > SHOWN ? ", and " + (fields.size() - SHOWN) + " more" : "";
    return fields.isEmpty()
        ? ""
        : "; its fields are "
            + String.join(", ", fields.subList(0, Math.min(SHOWN, fields.size())))
            + more;
  }

  /** 0 for what is no whole number: Jackson would cut 80.9 to 80, and a greater one to its end. */
  private static int port(JsonNode node) {
    boolean whole =
        node.isTextual()
            ? node.asText().matches("[0-9]{1,5}")
            : node.isIntegralNumber() && node.canConvertToInt();
    return whole ? node.asInt(0) : 0;
  }

  private static boolean given(JsonNode node, String field) {
    String text = node.path(field).isTextual() ? node.path(field).asText() : "";
    return !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
  }

  private static ServersException wrong(String message) {
    return new ServersException(
        message,
        "give the root: " + FORM + ", or name its own fields under servers.outputs",
        null,
        List.of());
  }
}
