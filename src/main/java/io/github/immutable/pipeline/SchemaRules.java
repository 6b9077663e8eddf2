package io.github.immutable.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Those of the rules about several keys that a JSON Schema can express, section by section, laid
 * over what the section's record says. {@code SchemaTest} holds them to the rules themselves.
 */
final class SchemaRules {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** That no text of an object holds a placeholder. */
  private static final String NO_VALUE_HOLDS =
      """
      { "additionalProperties": { "not": { "type": "string", "pattern": "%s" } } }""";

  private static final Map<Class<?>, String> RULES =
      Map.of(
          Pipeline.class,
          """
          {
            "properties": {
              "ledger": {
                "pattern": "^(sqlite|[Pp][Oo][Ss][Tt][Gg][Rr][Ee][Ss]([Qq][Ll])?://[A-Za-z0-9_.-]+@[^/?#@\\\\s]+/[A-Za-z0-9_.-]+(\\\\?[^#\\\\s]*)?)$"
              },
              "secrets": { "propertyNames": { "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" } }
            },
            "allOf": [
              {
                "if": {
                  "required": ["health"],
                  "properties": {
                    "health": { "required": ["proof"], "properties": { "proof": { "const": "platform" } } }
                  }
                },
                "then": { "properties": { "servers": { "required": ["inventory"] } } }
              }
            ]
          }""",
          Pipeline.Image.class,
          """
          {
            "properties": {
              "inputs": { "minItems": 1 },
              "variables": { "properties": { "image_id": { "const": "${image.id}" } } }
            },
            "allOf": [
              {
                "if": { "required": ["variables"], "properties": { "variables": { "not": %s } } },
                "then": { "required": ["base"], "properties": { "base": { "minItems": 1 } } }
              }
            ]
          }"""
              .formatted(NO_VALUE_HOLDS.formatted("\\\\$\\\\{base\\\\.id\\\\}")),
          Pipeline.Servers.class,
          """
          { "properties": { "variables": { "properties": { %s } } } }"""
              .formatted(never(ServerRules.GIVEN)),
          Secret.class,
          """
          {
            "properties": { "to": { "minItems": 1 } },
            "oneOf": [{ "required": ["env"] }, { "required": ["file"] }]
          }""",
          Health.class,
          """
          {
            "anyOf": [{ "required": ["http"] }, { "required": ["tcp"] }, { "required": ["command"] }],
            "allOf": [
              {
                "if": { "properties": { "proof": { "const": "answer" } } },
                "then": {
                  "required": ["http"],
                  "properties": {
                    "http": {
                      "required": ["expect"],
                      "properties": {
                        "expect": {
                          "if": %s,
                          "then": { "type": "null", "errorMessage": "expected ${image.id} in one of the values" }
                        }
                      }
                    }
                  }
                }
              },
              {
                "if": { "required": ["from"], "properties": { "from": { "not": { "const": "here" } } } },
                "then": {
                  "required": ["proof"],
                  "properties": { "proof": { "not": { "const": "answer" } } }
                }
              },
              {
                "if": { "required": ["from"], "properties": { "from": { "const": "command" } } },
                "then": { "required": ["command"] }
              },
              {
                "if": { "required": ["proof"], "properties": { "proof": { "const": "command" } } },
                "then": { "required": ["command"] }
              }
            ]
          }"""
              .formatted(NO_VALUE_HOLDS.formatted("\\\\$\\\\{image\\\\.id\\\\}")),
          Health.Http.class,
          """
          { "properties": { "status": { "not": { "minimum": 1, "maximum": 199 } } } }""",
          Traffic.class,
          """
          {
            "oneOf": [
              { "required": ["haproxy"] }, { "required": ["terraform"] }, { "required": ["command"] }
            ]
          }""",
          Traffic.Terraform.class,
          """
          {
            "properties": {
              "changes": { "minItems": 1 },
              "variables": { "properties": { %s } }
            }
          }"""
              .formatted(never(TrafficRules.GIVEN)),
          Traffic.Haproxy.class,
          """
          {
            "allOf": [
              {
                "if": { "required": ["managed"], "properties": { "managed": { "const": true } } },
                "then": {
                  "properties": { "socket": false, "master_socket": false, "map": false, "state": false }
                }
              },
              {
                "if": { "required": ["managed"], "properties": { "managed": { "const": false } } },
                "then": { "required": ["socket", "map", "state"] }
              }
            ]
          }""");

  private SchemaRules() {}

  /** Empty for a section that has none. */
  static ObjectNode of(Class<?> section) {
    return read(RULES.getOrDefault(section, "{}"));
  }

  private static String never(List<String> names) {
    return names.stream().map(name -> "\"" + name + "\": false").collect(Collectors.joining(", "));
  }

  private static ObjectNode read(String text) {
    try {
      JsonNode rules = JSON.readTree(text);
      return (ObjectNode) rules;
    } catch (JsonProcessingException unforeseen) {
      throw new IllegalStateException("the rules of this program are JSON", unforeseen);
    }
  }
}
