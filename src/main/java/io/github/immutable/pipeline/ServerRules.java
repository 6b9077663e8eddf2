package io.github.immutable.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the servers section must hold to; its files are the checkout's, so they are looked for. */
final class ServerRules {
  static final List<String> GIVEN =
      List.of("project", "pipeline", "slot", "release", "image", "servers");

  private ServerRules() {}

  static void check(Values values, Path project) {
    values
        .text("servers.terraform")
        .filter(path -> !Files.isDirectory(project.resolve(path)))
        .ifPresent(path -> missing("servers.terraform", "a folder", values));
    values.text("servers.inventory").ifPresent(path -> inventory(project.resolve(path), values));
    PlaceholderRules.check("servers.variables", Set.of(), values);
    GIVEN.stream()
        .map(name -> "servers.variables." + name)
        .filter(values::has)
        .forEach(place -> values.findings().mistake(place, "this variable is given by the tool"));
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
