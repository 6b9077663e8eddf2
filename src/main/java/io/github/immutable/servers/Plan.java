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
 * @param addresses that the slot's servers have now, or will have
 */
public record Plan(
    Optional<String> slot,
    Optional<List<Server>> servers,
    Set<String> addresses,
    List<ResourceChange> changes) {

  /**
   * One resource and what would be done to it.
   *
   * @param address with the deposed key behind it, where there is one
   * @param actions {@code create}, {@code update}, {@code delete}, {@code forget}, …; never empty
   * @param before every text and number that the resource held before, so that a server can be
   *     found in it
   * @param imported whether it stands already and would come into this state
   */
  public record ResourceChange(
      String address, List<String> actions, Set<String> before, boolean imported) {

    /** Whether something that exists would be changed, replaced, destroyed or forgotten. */
    public boolean touchesWhatExists() {
      return imported
          || actions.stream()
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
      values(change.path("change").path("before"), before);
      values(change.path("change").path("importing"), before);
      List<String> actions = new ArrayList<>();
      change.path("change").path("actions").forEach(action -> actions.add(action.asText()));
      changes.add(
          new ResourceChange(
              change.path("address").asText() + (deposed.isEmpty() ? "" : " (" + deposed + ")"),
              actions,
              before,
              change.path("change").has("importing")));
    }
    Set<String> addresses = new TreeSet<>();
    JsonNode outputs = json.path("output_changes").path("servers");
    outputs.path("before").forEach(server -> values(server.path("address"), addresses));
    outputs.path("after").forEach(server -> values(server.path("address"), addresses));
    JsonNode output = json.path("planned_values").path("outputs").path("servers").path("value");
    JsonNode slot = json.path("variables").path("slot").path("value");
    return new Plan(
        slot.isTextual() ? Optional.of(slot.asText()) : Optional.empty(),
        output.isArray() ? Optional.of(ServersOutput.read(output)) : Optional.empty(),
        addresses,
        changes);
  }

  private static void values(JsonNode node, Set<String> found) {
    if (node.isTextual() || node.isNumber()) {
      found.add(node.asText());
    } else {
      node.forEach(child -> values(child, found));
    }
  }
}
