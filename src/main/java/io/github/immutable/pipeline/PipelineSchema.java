package io.github.immutable.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * The JSON Schema of pipeline files, draft 7: the newest that the language server of most editors
 * reads. It is made of the records, and refuses nothing that the loader accepts.
 */
public final class PipelineSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PipelineSchema() {}

  /** The whole schema, one line a value, ending with a line end. */
  public static String text() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    // Editors show it above whatever they show.
    schema.put("title", "Pipeline");
    schema.setAll(section(Pipeline.class));
    schema.set(
        "definitions", JSON.objectNode().set(SchemaScalar.ANYTHING, SchemaScalar.anything()));
    return schema.toPrettyString() + "\n";
  }

  private static ObjectNode section(Class<?> section) {
    ObjectNode schema = typed("object");
    ArrayNode required = JSON.arrayNode();
    ObjectNode properties = JSON.objectNode();
    for (Key key : Key.of(section)) {
      properties.set(key.name(), described(key));
      if (key.required()) {
        required.add(key.name());
      }
    }
    schema.put("additionalProperties", false);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.set("properties", properties);
    lay(SchemaRules.of(section), schema);
    return schema;
  }

  private static ObjectNode described(Key key) {
    ObjectNode schema = JSON.objectNode();
    // Links lead nowhere from an editor.
    schema.put("description", key.about().value().replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"));
    schema.setAll(value(key.type(), key.limits(), key.fallback() != null));
    String fallback = key.fallback();
    if (fallback != null && !fallback.contains("${")) {
      schema.set("default", json(key.type(), fallback));
    }
    if (!key.about().example().isEmpty()) {
      schema.set("examples", JSON.arrayNode().add(json(key.type(), key.about().example())));
    }
    return schema;
  }

  private static ObjectNode value(Type type, Limits limits, boolean optional) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? typed("object").set("additionalProperties", value(arguments[1], limits, false))
          : list(arguments[0], limits, optional);
    }
    if (type instanceof Class<?> section && section.isRecord()) {
      return section(section);
    }
    return SchemaScalar.of(type, limits);
  }

  /** A command has at least its executable, which has a form of its own. */
  private static ObjectNode list(Type element, Limits limits, boolean optional) {
    ObjectNode schema = typed("array");
    if (element == String.class && limits.forms().contains(TextForm.EXECUTABLE)) {
      if (!optional) {
        schema.put("minItems", 1);
      }
      schema.set("items", JSON.arrayNode().add(SchemaScalar.of(element, limits)));
      schema.set("additionalItems", SchemaScalar.of(element, limits.without(TextForm.EXECUTABLE)));
    } else {
      schema.set("items", value(element, limits, false));
    }
    return schema;
  }

  private static JsonNode json(Type type, String yaml) {
    Binder binder = new Binder(new Findings(""), "");
    JsonNode bound = binder.bind(type, Limits.NONE, YamlTree.ofDefault(yaml), "");
    // A section's own defaults are told at its keys.
    return bound == null || (type instanceof Class<?> inner && inner.isRecord())
        ? JSON.objectNode()
        : bound;
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static void lay(ObjectNode upper, ObjectNode lower) {
    upper
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue() instanceof ObjectNode inner
                  && lower.get(entry.getKey()) instanceof ObjectNode below) {
                lay(inner, below);
              } else {
                lower.set(entry.getKey(), entry.getValue());
              }
            });
  }
}
