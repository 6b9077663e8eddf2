package io.github.immutable.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a Terraform root calls the variables that it is given and the outputs that it returns, where
 * it has words of its own.
 *
 * @param names the root's variable for each of {@link #GIVEN}; empty where it has none, and {@code
 *     ${slot}} in it stands for the slot
 * @param outputs the root's own words for {@link #OUTPUTS}
 * @param shared whether one state holds both slots
 * @param addresses in a shared state, the addresses of each slot's resources
 * @param prefix of the names of servers to which the root gives none
 */
public record RootWords(
    Map<String, String> names,
    Map<String, String> outputs,
    boolean shared,
    Map<String, List<String>> addresses,
    String prefix) {
  /** The variables that every root is given, by this tool's words. */
  public static final List<String> GIVEN =
      List.of("project", "pipeline", "slot", "release", "image", "servers");

  /** The output with the servers, and the fields of each. */
  public static final List<String> OUTPUTS = List.of("servers", "name", "address", "port", "image");

  /** A root that uses this tool's words, with a state for each slot. */
  public static final RootWords USUAL = new RootWords(Map.of(), Map.of(), false, Map.of(), "");

  private static final Set<String> SLOTS = new TreeSet<>(Set.of("blue", "green"));

  /** The root's variable; empty where it has none. */
  public String variable(String given, String slot) {
    return filled(names.getOrDefault(given, given), slot);
  }

  /** The root's word for an output or a field. */
  public String output(String word, String slot) {
    return filled(outputs.getOrDefault(word, word), slot);
  }

  /** The root's variables for a word, of both slots. */
  public List<String> variables(String given) {
    return SLOTS.stream()
        .map(slot -> variable(given, slot))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /**
   * A root's variables.
   *
   * @param inputs by this tool's words, and the pipeline's own variables
   * @param other those of the other slot, which count in a shared state alone
   */
  public Map<String, Object> inputs(
      Map<String, Object> inputs, String slot, Map<String, Object> other) {
    Map<String, Object> all = new LinkedHashMap<>(inputs);
    all.keySet().removeAll(GIVEN);
    if (shared) {
      String otherSlot = SLOTS.stream().filter(its -> !its.equals(slot)).findFirst().orElseThrow();
      put(other, otherSlot, all);
    }
    put(inputs, slot, all);
    return all;
  }

  private void put(Map<String, Object> inputs, String slot, Map<String, Object> all) {
    for (String given : GIVEN) {
      String variable = variable(given, slot);
      Object value = inputs.get(given);
      if (!variable.isEmpty() && value != null) {
        all.put(variable, value);
      }
    }
  }

  /** Whether a resource is the slot's, in a shared state. */
  public boolean owns(String slot, String address) {
    return addresses.getOrDefault(slot, List.of()).stream()
        .anyMatch(
            its ->
                address.equals(its)
                    || address.startsWith(its + ".")
                    || address.startsWith(its + "[")
                    || address.startsWith(its + " "));
  }

  private static String filled(String word, String slot) {
    return Placeholders.fill(word, Map.of("slot", slot));
  }
}
