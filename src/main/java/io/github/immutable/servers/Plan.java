package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code terraform show -json PLAN} says (HashiCorp, "JSON Output Format", plan
 * representation, format version 1).
 *
 * @param slot the planned value of the variable {@code slot}
 * @param servers the planned output {@code servers}; empty when it is not known before the apply
 */
public record Plan(
    Optional<String> slot, Optional<List<Server>> servers, List<ResourceChange> changes) {

  /**
   * One resource and what would be done to it.
   *
   * @param address with the deposed key behind it, where there is one
   * @param actions {@code create}, {@code update}, {@code delete}, {@code forget}, …; never empty
   * @param before every text that the resource held before, so that a server can be found in it
   */
  public record ResourceChange(String address, List<String> actions, Set<String> before) {

    /** Whether something that exists would be changed, replaced, destroyed or forgotten. */
    public boolean touchesWhatExists() {
      return actions.stream()
          .anyMatch(action -> !Set.of("no-op", "create", "read").contains(action));
    }
  }

  /**
   * Reads a plan.
   *
   * @throws ServersException when its format is of a version that this does not know
   */
  static Plan of(JsonNode json) throws ServersException {
    String version = json.path("format_version").asText("");
    if (!version.startsWith("1.")) {
      throw new ServersException(
          "Terraform's plan has format version \"" + version + "\", and 1.x is what is known here",
          "use Terraform 1.x or OpenTofu 1.x",
          null,
          List.of());
    }
    List<ResourceChange> changes = new ArrayList<>();
    for (JsonNode change : json.path("resource_changes")) {
      String deposed = change.path("deposed").asText("");
      Set<String> before = new TreeSet<>();
      texts(change.path("change").path("before"), before);
      List<String> actions = new ArrayList<>();
      change.path("change").path("actions").forEach(action -> actions.add(action.asText()));
      changes.add(
          new ResourceChange(
              change.path("address").asText() + (deposed.isEmpty() ? "" : " (" + deposed + ")"),
              actions,
              before));
    }
    JsonNode output = json.path("planned_values").path("outputs").path("servers").path("value");
    JsonNode slot = json.path("variables").path("slot").path("value");
    return new Plan(
        slot.isTextual() ? Optional.of(slot.asText()) : Optional.empty(),
        output.isArray() ? Optional.of(ServersOutput.read(output)) : Optional.empty(),
        changes);
  }

  private static void texts(JsonNode node, Set<String> found) {
    if (node.isTextual()) {
      found.add(node.asText());
    } else {
      node.forEach(child -> texts(child, found));
    }
  }
}
