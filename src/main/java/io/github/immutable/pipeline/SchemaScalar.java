package io.github.immutable.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The JSON Schema of one single value, as {@link Scalar} reads it. */
final class SchemaScalar {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What editors say instead of showing a pattern; an extension of the VS Code family. */
  private static final String SAID = "errorMessage";

  /** The definition of what Terraform's variables may be. */
  static final String ANYTHING = "anything";

  private SchemaScalar() {}

  static ObjectNode of(Type type, Limits limits) {
    if (type == Object.class) {
      return JSON.objectNode().put("$ref", "#/definitions/" + ANYTHING);
    }
    if (type == boolean.class) {
      return types("boolean");
    }
    if (type == int.class || type == Integer.class) {
      return types("integer")
          .put("minimum", Expected.least(limits.range()))
          .put("maximum", Expected.greatest(limits.range()));
    }
    if (type == Duration.class) {
      return matching(
          types("string"),
          DurationText.pattern(limits.range() != null),
          "expected " + Expected.of(type, limits.range()));
    }
    if (type == URI.class) {
      return matching(
          types("string"),
          "https?://[^\\s/?#@]+(?:[/?#]\\S*)?",
          "expected " + Expected.of(type, null));
    }
    if (type instanceof Class<?> choices && choices.isEnum()) {
      ArrayNode names = JSON.arrayNode();
      Expected.choices(choices).forEach(names::add);
      return JSON.objectNode().set("enum", names);
    }
    if (type == Path.class) {
      return matching(text(), "[\\s\\S]*\\S[\\s\\S]*", "expected " + Expected.of(type, null));
    }
    return formed(text(), limits.forms());
  }

  /** A single value, or lists and maps of such, however deep. */
  static ObjectNode anything() {
    ObjectNode self = of(Object.class, Limits.NONE);
    ObjectNode schema = types("string", "number", "boolean", "array", "object");
    return formed(schema, List.of(TextForm.NO_PLACEHOLDER))
        .<ObjectNode>set("items", self)
        .set("additionalProperties", self);
  }

  /** Text, and values that are taken as the digits or letters that they are written with. */
  private static ObjectNode text() {
    return types("string", "number", "boolean");
  }

  private static ObjectNode formed(ObjectNode schema, List<TextForm> forms) {
    if (forms.size() == 1) {
      TextForm form = forms.getFirst();
      return matching(schema, form.pattern(), form.expected());
    }
    ArrayNode all = JSON.arrayNode();
    forms.forEach(form -> all.add(matching(JSON.objectNode(), form.pattern(), form.expected())));
    return all.isEmpty() ? schema : schema.set("allOf", all);
  }

  private static ObjectNode matching(ObjectNode schema, String pattern, String said) {
    return schema.put("pattern", "^(?:" + pattern + ")$").put(SAID, said);
  }

  private static ObjectNode types(String... names) {
    if (names.length == 1) {
      return JSON.objectNode().put("type", names[0]);
    }
    ArrayNode types = JSON.arrayNode();
    List.of(names).forEach(types::add);
    return JSON.objectNode().set("type", types);
  }
}
