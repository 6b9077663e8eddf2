package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.pipeline.RootWords;
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
 * @param names of planned servers, those too of which something else is not known before the apply
 * @param stood names and endpoints in the output {@code servers} as this state has it; before a
 *     destroy Terraform evaluates it anew, with the variables of the destroy
 * @param addresses that the slot's servers have now, or will have
 */
public record Plan(
    Optional<String> slot,
    Optional<List<Server>> servers,
    Set<String> names,
    Set<String> stood,
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
   * @param moved whether it had another address in this state, which Terraform plans as a {@code
   *     no-op}
   */
  public record ResourceChange(
      String address, List<String> actions, Set<String> before, boolean imported, boolean moved) {

    /** Whether anything at all would be done. */
    public boolean changes() {
      return imported || moved || !Set.of("no-op", "read").containsAll(actions);
    }

    /** Whether something that exists would be changed, replaced, destroyed, forgotten or moved. */
    public boolean touchesWhatExists() {
      return imported
          || moved
          || actions.stream()
              .anyMatch(action -> !Set.of("no-op", "create", "read").contains(action));
    }
  }

  /**
   * Reads a plan.
   *
   * @throws ServersException when its format is of a version that this does not know, when
   *     Terraform made it in spite of errors, or when it does not say of a resource what is done to
   *     it
   */
  static Plan of(JsonNode json) throws ServersException {
    return of(json, RootWords.USUAL, Slot.BLUE);
  }

  /** The same of a root with words of its own, about one slot. */
  static Plan of(JsonNode json, RootWords words, Slot about) throws ServersException {
    String version = json.path("format_version").asText("");
    if (!version.startsWith("1.")) {
      throw unusable(
          "Terraform's plan has format version \"" + version + "\", and 1.x is what is known here");
    }
    if (json.path("errored").asBoolean()) {
      throw unusable("Terraform made the plan in spite of errors, so it is not whole");
    }
    JsonNode listed = json.path("resource_changes");
    if (!listed.isArray() && !listed.isMissingNode()) {
      throw unusable("Terraform's plan has no list \"resource_changes\"");
    }
    List<ResourceChange> changes = new ArrayList<>();
    for (JsonNode change : listed) {
      changes.add(change(change));
    }
    String name = words.output("servers", about.label());
    JsonNode outputs = json.path("output_changes").path(name);
    Set<String> addresses = new TreeSet<>();
    Set<String> stood = new TreeSet<>();
    for (JsonNode server : ServersOutput.usual(outputs.path("before"), words, about)) {
      values(server.path("address"), addresses);
      values(server.path("name"), stood);
      stood.add(
          new Server("", server.path("address").asText(), server.path("port").asInt(), null)
              .endpoint());
    }
    Set<String> names = new TreeSet<>();
    for (JsonNode server : ServersOutput.usual(outputs.path("after"), words, about)) {
      values(server.path("address"), addresses);
      values(server.path("name"), names);
    }
    JsonNode output = planned(json, name);
    String variable = words.variable("slot", about.label());
    JsonNode slot = json.path("variables").path(variable).path("value");
    return new Plan(
        slot.isTextual() ? Optional.of(slot.asText()) : Optional.empty(),
        output.isArray() ? Optional.of(ServersOutput.read(output, words, about)) : Optional.empty(),
        names,
        stood,
        addresses,
        changes);
  }

  /** Of a launch, which must have a list of servers, as far as it is known before the apply. */
  static Plan ofLaunch(JsonNode json, RootWords words, Slot about) throws ServersException {
    JsonNode output = planned(json, words.output("servers", about.label()));
    boolean known = !output.isMissingNode() && !output.isNull();
    if (known && !output.isArray()) {
      ServersOutput.read(output, words, about);
    }
    return of(json, words, about);
  }

  /** An output; missing when it is not known before the apply. */
  private static JsonNode planned(JsonNode json, String output) {
    return json.path("planned_values").path("outputs").path(output).path("value");
  }

  private static ResourceChange change(JsonNode json) throws ServersException {
    JsonNode change = json.path("change");
    List<String> actions = new ArrayList<>();
    for (JsonNode action : change.path("actions")) {
      actions.add(action.isTextual() ? action.asText() : "");
    }
    String address = json.path("address").asText("");
    if (address.isEmpty() || actions.isEmpty() || actions.contains("")) {
      throw unusable(
          "Terraform's plan does not say what is done to "
              + (address.isEmpty() ? "one of its resources" : address));
    }
    Set<String> before = new TreeSet<>();
    values(change.path("before"), before);
    values(change.path("importing"), before);
    String deposed = json.path("deposed").asText("");
    return new ResourceChange(
        address + (deposed.isEmpty() ? "" : " (" + deposed + ")"),
        actions,
        before,
        change.has("importing"),
        json.has("previous_address"));
  }

  private static ServersException unusable(String message) {
    return new ServersException(
        message, "use Terraform 1.x or OpenTofu 1.x, and see what it plans", null, List.of());
  }

  private static void values(JsonNode node, Set<String> found) {
    if (node.isTextual() || node.isNumber()) {
      found.add(node.asText());
    } else {
      node.forEach(child -> values(child, found));
    }
  }
}
