package io.github.immutable.cli;

import io.github.immutable.contract.Survey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A pipeline file for a repository that was there before it. */
record AdoptedPipeline(Survey survey, String application) {

  /** The whole file; what a person must decide is marked with "yours". */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Written by immutable init --adopt from the files that were there. What is marked with");
    lines.add("# \"yours\" could not be known; docs/pipeline.md has every key.");
    lines.add("application: " + application);
    lines.add("");
    lines.add("image:");
    lines.add("  template: " + quoted(survey.template()));
    lines.add("  inputs: " + list(survey.inputs()) + "   # yours: all that goes into the image");
    if (survey.takesManifest()) {
      lines.add(
          "  variables: { manifest: \"${build.manifest}\" }   # yours: the template's others");
    }
    lines.add("");
    servers(lines);
    lines.add("");
    lines.add("health:");
    lines.add("  http:");
    lines.add(
        "    path: "
            + quoted(survey.healthPath().orElse("/health"))
            + (survey.healthPath().isPresent() ? "" : "   # yours"));
    lines.add("    expect: { image: \"${image.id}\" }   # yours: where the answer says its image");
    lines.add("");
    lines.add("traffic:   # yours: docs/traffic.md has a cloud's balancer, and any other");
    lines.add("  haproxy: { managed: true, front_door: \"http://127.0.0.1:8080/\" }");
    if (!survey.environment().isEmpty()) {
      lines.add("");
      lines.add("environment: " + list(survey.environment()));
    }
    return String.join("\n", lines) + "\n";
  }

  private void servers(List<String> lines) {
    lines.add("servers:");
    lines.add("  terraform: " + quoted(survey.root()));
    lines.add("  count: 2   # yours");
    lines.add("  names: " + map(names()) + (survey.image().isEmpty() ? "   # yours" : ""));
    String output = survey.output().orElse("servers");
    lines.add(
        "  outputs: "
            + map(Map.of("servers", output))
            + "   # yours: what its fields are called, as docs/guides/adopt.md says");
    if (survey.shared()) {
      lines.add("  state: shared");
      lines.add("  addresses:   # yours: all that is one slot's alone");
      for (String slot : List.of("blue", "green")) {
        List<String> own = survey.addresses(slot);
        lines.add("    " + slot + ": " + list(own.isEmpty() ? List.of("module." + slot) : own));
      }
    }
  }

  private Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String given : List.of("project", "pipeline", "slot", "release")) {
      if (!survey.declares(given)) {
        names.put(given, "");
      }
    }
    survey
        .image()
        .filter(name -> !name.equals("image"))
        .ifPresent(name -> names.put("image", name));
    survey
        .servers()
        .filter(name -> !name.equals("servers"))
        .ifPresent(name -> names.put("servers", name));
    return names;
  }

  private static String map(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()))
        .collect(Collectors.joining(", ", "{ ", " }"))
        .replace("{  }", "{}");
  }

  private static String list(List<String> items) {
    return items.stream().map(AdoptedPipeline::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return text.matches("[a-z][\\w./-]*") ? text : "\"" + text + "\"";
  }
}
