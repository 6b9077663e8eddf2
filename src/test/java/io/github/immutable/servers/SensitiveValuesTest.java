package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SensitiveValuesTest {

  @Test
  void promise_8_what_a_plan_calls_sensitive_is_found_wherever_it_stands() {
    String plan =
        """
        {
          "format_version": "1.2",
          "variables": { "password": { "value": "of-a-variable" }, "slot": { "value": "blue" } },
          "planned_values": {
            "outputs": {
              "token": { "sensitive": true, "value": { "deep": ["of-an-output"] } },
              "url": { "sensitive": false, "value": "seen" }
            },
            "root_module": {
              "resources": [
                {
                  "address": "db.one",
                  "values": { "name": "seen", "login": { "user": "seen", "password": "planned" } },
                  "sensitive_values": { "login": { "password": true } }
                }
              ]
            }
          },
          "resource_changes": [
            {
              "address": "db.one",
              "change": {
                "before": { "keys": ["seen", "before"] },
                "after": "after",
                "before_sensitive": { "keys": [false, true] },
                "after_sensitive": true
              }
            }
          ],
          "output_changes": {
            "pin": { "before": null, "after": 482716, "before_sensitive": false, "after_sensitive": true },
            "servers": { "after": [{ "name": "web-1" }], "after_sensitive": true }
          },
          "configuration": {
            "root_module": { "variables": { "password": { "sensitive": true }, "slot": {} } }
          }
        }
        """;

    assertThat(SensitiveValues.in(plan))
        .containsExactlyInAnyOrder(
            "of-a-variable", "of-an-output", "planned", "before", "after", "482716");
  }

  @Test
  void promise_8_sensitive_outputs_are_found_and_servers_are_not() {
    String outputs =
        """
        {
          "servers": { "sensitive": true, "value": [{ "name": "web-1", "address": "10.0.0.1" }] },
          "token": { "sensitive": true, "type": "string", "value": "of-an-output" },
          "url": { "sensitive": false, "value": "seen" }
        }
        """;

    assertThat(SensitiveValues.in(outputs)).containsExactly("of-an-output");
  }

  @Test
  void what_is_no_json_has_none() {
    assertThat(SensitiveValues.in("Error: no state")).isEmpty();
  }
}
