package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.immutable.cli.HostileNames;
import io.github.immutable.pipeline.Health;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that a Terraform root or an inventory names to break out of wherever a name is put. */
class HostileServersTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void promise_8_a_name_or_address_is_refused_or_is_one_argument_and_a_file_in_its_folder()
      throws Exception {
    JsonMapper mapper = JsonMapper.builder().build();
    List<ToolCall> calls = new ArrayList<>();
    Path logs = folder.resolve("logs");
    int taken = 0;
    int refused = 0;
    for (String name : HostileNames.some(3000)) {
      for (boolean asName : new boolean[] {true, false}) {
        ArrayNode output = mapper.createArrayNode();
        output
            .addObject()
            .put("name", asName ? name : "web-1")
            .put("address", asName ? "127.0.0.1" : name)
            .put("port", 80);
        try {
          check(ServersOutput.read(output).getFirst(), logs, calls);
          taken++;
        } catch (ServersException e) {
          refused++;
        }
      }
    }
    for (ToolCall call : calls) {
      assertThat(call.command()).hasSize(3);
      assertThat(call.standardOutput().normalize().getParent()).isEqualTo(logs);
      assertThat(call.standardOutput().getFileName().toString()).hasSizeLessThan(200);
    }
    System.out.printf("hostile servers: %d refused, %d taken as they are%n", refused, taken);
    assertThat(taken).isPositive();
    assertThat(refused).isGreaterThan(taken);
  }

  @Test
  void promise_8_real_processes_get_the_ids_of_an_inventory_as_they_are() throws Exception {
    Path inventory = folder.resolve("inventory");
    Files.writeString(
        inventory, "#!/bin/sh\nprintf '%s' \"$2\" >>said\nprintf '\\n--\\n' >>said\n");
    assertThat(inventory.toFile().setExecutable(true)).isTrue();
    List<String> names =
        HostileNames.some(150).stream()
            // no argument of a program can hold it, and a lone surrogate is no character
            .filter(name -> name.indexOf('\0') < 0 && name.indexOf('\uD800') < 0)
            .toList();
    Inventory asked =
        new Inventory(
            inventory, folder, folder.resolve("logs"), new ProcessRunner(new SystemTime()));
    for (String name : names) {
      asked.remove(name);
    }

    assertThat(Files.readString(folder.resolve("said")))
        .isEqualTo(String.join("\n--\n", names) + "\n--\n");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("inventory", "said", "logs");
    }
  }

  private void check(Server server, Path logs, List<ToolCall> calls) throws Exception {
    Health health =
        new Health(
            null,
            null,
            new Health.Command(List.of("check", "${server.name}", "${server.address}")),
            Health.Proof.NONE,
            Health.From.HERE,
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    ScriptedTools tools = new ScriptedTools().answers("health-" + server.name(), 0, "");
    assertThat(
            new HealthCheck(health, tools, folder, logs, BalancerOpinion.NONE)
                .check(server, "image")
                .passed())
        .isTrue();
    calls.addAll(tools.calls);
    assertThat(tools.calls.getFirst().command())
        .containsExactly("check", server.name(), server.address());
  }
}
