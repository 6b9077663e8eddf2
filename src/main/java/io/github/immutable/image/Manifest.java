package io.github.immutable.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Packer's manifest post-processor wrote. */
final class Manifest {
  private Manifest() {}

  /**
   * The artifacts of the last run; none when there is no file. An id may be blank.
   *
   * @throws IOException when the file is not a manifest
   */
  static List<Artifact> artifacts(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonNode manifest = new ObjectMapper().readTree(file.toFile());
    if (!manifest.path("builds").isArray() || !manifest.path("last_run_uuid").isTextual()) {
      throw new IOException("not a manifest of Packer: no `builds` or no `last_run_uuid`");
    }
    String run = manifest.path("last_run_uuid").asText();
    List<Artifact> artifacts = new ArrayList<>();
    for (JsonNode build : manifest.path("builds")) {
      if (build.path("packer_run_uuid").asText().equals(run)) {
        artifacts.add(new Artifact(builder(build), build.path("artifact_id").asText("")));
      }
    }
    return artifacts.stream().distinct().toList();
  }

  // HCL2 templates name a source within its type; legacy ones name it after the type.
  private static String builder(JsonNode build) {
    String type = build.path("builder_type").asText();
    String name = build.path("name").asText();
    return name.equals(type) || name.isEmpty() ? type : type + "." + name;
  }
}
