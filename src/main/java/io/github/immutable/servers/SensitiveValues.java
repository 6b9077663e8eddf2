package io.github.immutable.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Terraform itself calls sensitive (HashiCorp, "JSON Output Format"): variables, outputs, and
 * attributes of resources. The output {@code servers} is what this tool shows, whatever it is
 * called.
 */
public final class SensitiveValues {
  private static final String SERVERS = "servers";
  private static final List<String> PAIRS = List.of("before", "after", "values");

  private final Set<String> found = new TreeSet<>();

  private SensitiveValues() {}

  /** Those in the output of {@code show -json} or {@code output -json}. */
  public static Set<String> in(String json) {
    SensitiveValues values = new SensitiveValues();
    try {
      JsonNode document = Json.MAPPER.readTree(json);
      values.variables(document);
      values.look(document);
    } catch (JsonProcessingException e) {
      // whoever needs the document says what is wrong with it
    }
    return values.found;
  }

  private void variables(JsonNode document) {
    document
        .at("/configuration/root_module/variables")
        .properties()
        .forEach(
            variable -> {
              if (variable.getValue().path("sensitive").asBoolean()) {
                leaves(document.path("variables").path(variable.getKey()).path("value"));
              }
            });
  }

  private void look(JsonNode node) {
    if (node.isObject()) {
      for (String pair : PAIRS) {
        JsonNode marks =
            node.path(pair.equals("values") ? "sensitive_values" : pair + "_sensitive");
        marked(node.path(pair), marks);
      }
      if (node.path("sensitive").asBoolean()) {
        leaves(node.path("value"));
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals(SERVERS)) {
        look(field.getValue());
      }
    }
    if (node.isArray()) {
      node.forEach(this::look);
    }
  }

  /** Marks are {@code true}, or of the same shape as the value with {@code true} inside. */
  private void marked(JsonNode value, JsonNode marks) {
    if (marks.isBoolean() && marks.booleanValue()) {
      leaves(value);
    } else if (marks.isObject()) {
      marks.properties().forEach(mark -> marked(value.path(mark.getKey()), mark.getValue()));
    } else if (marks.isArray()) {
      for (int i = 0; i < marks.size(); i++) {
        marked(value.path(i), marks.get(i));
      }
    }
  }

  private void leaves(JsonNode value) {
    if (value.isTextual() || value.isNumber()) {
      found.add(value.asText());
    } else {
      value.forEach(this::leaves);
    }
  }
}
