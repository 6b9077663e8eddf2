package io.github.immutable.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code terraform validate} without {@code init}: it then reads the root, checks all that needs no
 * provider or module, and downloads nothing.
 *
 * @param executable {@code terraform} or {@code tofu}
 * @param root relative to the project
 */
record TerraformValidation(String executable, Path project, String root, Path logs) {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  List<Breach> run(ToolRunner tools) throws ToolException, InterruptedException {
    ToolRun run = tools.run(call());
    if (run.succeeded()) {
      return List.of();
    }
    try {
      List<Breach> breaches = new ArrayList<>();
      for (JsonNode diagnostic : new ObjectMapper().readTree(run.output()).path("diagnostics")) {
        if (isOfTheFiles(diagnostic)) {
          breaches.add(breach(diagnostic));
        }
      }
      return breaches;
    } catch (JsonProcessingException e) {
      return List.of(rejected(root, 0, String.join(" ", run.lastLines(1))));
    }
  }

  ToolCall call() {
    Map<String, String> environment = new HashMap<>();
    // what an earlier init left in the root may be of another time
    environment.put("TF_DATA_DIR", logs.resolve("terraform-validate.data").toString());
    environment.put("TF_WORKSPACE", "");
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("CHECKPOINT_DISABLE", "1");
    return new ToolCall(
        "terraform-validate",
        List.of(executable, "validate", "-json", "-no-color"),
        project.resolve(root).normalize(),
        environment,
        logs,
        TIMEOUT);
  }

  /** Without init, providers are told of without a place, and modules with one. */
  private static boolean isOfTheFiles(JsonNode diagnostic) {
    return diagnostic.path("severity").asText().equals("error")
        && diagnostic.has("range")
        && !diagnostic.path("summary").asText().startsWith("Module ");
  }

  private Breach breach(JsonNode diagnostic) {
    JsonNode range = diagnostic.path("range");
    String detail = diagnostic.path("detail").asText().lines().findFirst().orElse("");
    String summary = diagnostic.path("summary").asText();
    return rejected(
        file(range.path("filename").asText()),
        range.path("start").path("line").asInt(),
        detail.isBlank() ? summary : summary + ": " + detail);
  }

  private String file(String name) {
    try {
      return Path.of(root, name).normalize().toString();
    } catch (InvalidPathException e) {
      return root;
    }
  }

  private Breach rejected(String file, int line, String why) {
    return Breach.problem(
        file,
        line,
        "Terraform rejects it: " + why,
        List.of(),
        "correct it: " + executable + " -chdir=" + root + " validate");
  }
}
