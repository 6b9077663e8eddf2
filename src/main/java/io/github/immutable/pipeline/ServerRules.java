package io.github.immutable.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the servers section must hold to; its files are the checkout's, so they are looked for. */
final class ServerRules {
  static final List<String> GIVEN = RootWords.GIVEN;
  private static final String SLOT = "${slot}";

  private ServerRules() {}

  static void check(Values values, Path project) {
    values
        .text("servers.terraform")
        .filter(path -> !Files.isDirectory(project.resolve(path)))
        .ifPresent(path -> missing("servers.terraform", "a folder", values));
    values.text("servers.inventory").ifPresent(path -> inventory(project.resolve(path), values));
    PlaceholderRules.check("servers.variables", Set.of(), values);
    words(values);
    GIVEN.stream()
        .map(name -> "servers.variables." + name)
        .filter(values::has)
        .forEach(place -> values.findings().mistake(place, "this variable is given by the tool"));
  }

  /** Words of the root's own, and one state for both slots. */
  private static void words(Values values) {
    PlaceholderRules.check("servers.names", Set.of("slot"), values);
    PlaceholderRules.check("servers.outputs", Set.of("slot"), values);
    known("servers.names", RootWords.GIVEN, values);
    known("servers.outputs", RootWords.OUTPUTS, values);
    known("servers.addresses", List.of("blue", "green"), values);
    for (String name : List.of("image", "servers")) {
      if (values.text("servers.names." + name).filter(String::isEmpty).isPresent()) {
        values
            .findings()
            .mistake("servers.names." + name, "expected the variable that takes it, found none");
      }
    }
    boolean shared = values.text("servers.state").orElse("").equals("shared");
    if (!shared) {
      for (String key : List.of("servers.addresses", "servers.workspace")) {
        if (values.has(key)) {
          values.findings().mistake(key, "belongs to a shared state, state: shared");
        }
      }
      return;
    }
    for (String word : List.of("names.image", "names.servers", "outputs.servers")) {
      if (!values.text("servers." + word).orElse("").contains(SLOT)) {
        values
            .findings()
            .mistake("servers.state", "shared needs servers." + word + " with " + SLOT + " in it");
      }
    }
    for (String slot : List.of("blue", "green")) {
      if (values.elements("servers.addresses." + slot).isEmpty()) {
        values.findings().mistake("servers.state", "shared needs servers.addresses." + slot);
      }
    }
    overlap(values);
  }

  /** Below an address of one slot, a plan for it may change everything. */
  private static void overlap(Values values) {
    for (String place : values.elements("servers.addresses.green")) {
      String green = values.text(place).orElse("");
      values.elements("servers.addresses.blue").stream()
          .flatMap(blue -> values.text(blue).stream())
          .filter(blue -> within(blue, green) || within(green, blue))
          .findFirst()
          .ifPresent(
              blue ->
                  values
                      .findings()
                      .mistake(place, "expected none of blue's, and \"" + blue + "\" is"));
    }
  }

  private static boolean within(String address, String prefix) {
    return address.startsWith(prefix)
        && (address.length() == prefix.length()
            || ".[".indexOf(address.charAt(prefix.length())) >= 0);
  }

  private static void known(String place, List<String> known, Values values) {
    for (String name : values.names(place)) {
      if (!known.contains(name)) {
        values
            .findings()
            .mistake(
                place + "." + name, "expected one of " + String.join(", ", known), known, name);
      }
    }
  }

  private static void inventory(Path inventory, Values values) {
    if (!Files.isRegularFile(inventory)) {
      missing("servers.inventory", "an executable file", values);
    } else if (!Files.isExecutable(inventory)) {
      values.findings().mistake("servers.inventory", "expected an executable file; chmod +x it");
    }
  }

  private static void missing(String place, String expected, Values values) {
    String path = values.text(place).orElse("");
    values
        .findings()
        .mistake(place, "expected " + expected + ", there is no \"" + path + "\" in the project");
  }
}
