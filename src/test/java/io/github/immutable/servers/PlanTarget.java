package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What {@code terraform show -json PLAN} printed, held against the guard of either act. */
final class PlanTarget implements Consumer<byte[]> {
  private static final Set<String> HARMLESS = Set.of("no-op", "create", "read");

  private final Path folder;
  private final PlanGuard guard =
      new PlanGuard(
          Slot.GREEN, List.of(Recorded.server(Slot.BLUE, 1), Recorded.server(Slot.BLUE, 2)));

  PlanTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public void accept(byte[] input) {
    JsonNode json;
    Plan plan;
    try {
      json = Json.output(TerraformTarget.run(folder, input));
      plan = Plan.of(json);
    } catch (ServersException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    plan.servers().ifPresent(servers -> OutputsTarget.thenAllToldOf(servers, json.toString()));
    List<String> launch = guard.againstLaunch(plan, 1, Recorded.IMAGE);
    List<String> destroy = guard.againstDestroy(plan);
    if (touchesBlue(json)) {
      assertThat(launch).isNotEmpty();
      assertThat(destroy).isNotEmpty();
    }
    if (!json.at("/variables/slot/value").asText().equals("green")) {
      assertThat(launch).isNotEmpty();
      assertThat(destroy).isNotEmpty();
    }
  }

  /** By another reading of the same plan. */
  private static boolean touchesBlue(JsonNode plan) {
    for (JsonNode resource : plan.path("resource_changes")) {
      boolean blue = resource.at("/change/before").toString().contains("\"web-local-blue-1\"");
      for (JsonNode action : resource.at("/change/actions")) {
        if (blue && !HARMLESS.contains(action.asText())) {
          return true;
        }
      }
    }
    return false;
  }
}
