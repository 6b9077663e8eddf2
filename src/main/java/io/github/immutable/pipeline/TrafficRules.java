package io.github.immutable.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What the traffic section must hold to. */
final class TrafficRules {
  static final List<String> GIVEN = List.of("project", "pipeline", "active", "weights");

  private static final String HAPROXY = "traffic.haproxy.";
  private static final String TERRAFORM = "traffic.terraform.";
  private static final List<String> DRIVERS =
      List.of("traffic.haproxy", "traffic.terraform", "traffic.command");

  private TrafficRules() {}

  static void check(Values values, Path project) {
    if (!values.isSection("traffic")) {
      return;
    }
    List<String> drivers = DRIVERS.stream().filter(values::hasOrMeans).toList();
    if (drivers.isEmpty()) {
      values.findings().mistake("traffic", "expected one of haproxy, terraform and command");
    } else if (drivers.size() > 1) {
      values
          .findings()
          .mistake(drivers.getLast(), "expected one of haproxy, terraform and command alone");
    }
    haproxy(values);
    terraform(values, project);
    CommandRules.check("traffic.command.run", values);
  }

  private static void terraform(Values values, Path project) {
    values
        .text(TERRAFORM + "root")
        .filter(path -> !Files.isDirectory(project.resolve(path)))
        .ifPresent(
            path ->
                values
                    .findings()
                    .mistake(
                        TERRAFORM + "root",
                        "expected a folder, there is no \"" + path + "\" in the project"));
    if (values.isList(TERRAFORM + "changes") && values.elements(TERRAFORM + "changes").isEmpty()) {
      values.findings().mistake(TERRAFORM + "changes", "expected one address at least");
    }
    if (!values.elements(TERRAFORM + "show").isEmpty()) {
      CommandRules.check(TERRAFORM + "show", values);
    }
    PlaceholderRules.check(TERRAFORM + "variables", Set.of(), values);
    GIVEN.stream()
        .map(name -> TERRAFORM + "variables." + name)
        .filter(values::has)
        .forEach(place -> values.findings().mistake(place, "this variable is given by the tool"));
  }

  private static void haproxy(Values values) {
    values
        .bool(HAPROXY + "managed")
        .ifPresent(
            managed -> {
              if (managed) {
                refuseOwn(values);
              } else {
                requireOwn(values);
              }
            });
    OptionalInt capacity = values.number(HAPROXY + "capacity");
    OptionalInt count = values.number("servers.count");
    if (capacity.isPresent() && count.isPresent() && capacity.getAsInt() < count.getAsInt()) {
      values
          .findings()
          .mistake(
              HAPROXY + "capacity",
              "expected at least servers.count, %d, found %d"
                  .formatted(count.getAsInt(), capacity.getAsInt()));
    }
  }

  private static void refuseOwn(Values values) {
    for (String key : List.of("socket", "master_socket", "map", "state")) {
      if (values.has(HAPROXY + key)) {
        values
            .findings()
            .mistake(HAPROXY + key, key + " belongs to an HAProxy of your own, managed: false");
      }
    }
  }

  private static void requireOwn(Values values) {
    for (String key : List.of("socket", "map", "state")) {
      if (!values.has(HAPROXY + key)) {
        values
            .findings()
            .missing(
                HAPROXY + key, "missing key \"" + HAPROXY + key + "\", which managed: false needs");
      }
    }
  }
}
