package io.github.immutable.image;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Packer's manifest post-processor wrote. */
final class Manifest {
  /** A manifest that two runs wrote into, or that was torn, is none. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

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
    JsonNode manifest = STRICT.readTree(file.toFile());
    if (!manifest.path("builds").isArray() || !manifest.path("last_run_uuid").isTextual()) {
      throw new IOException("not a manifest of Packer: no `builds` or no `last_run_uuid`");
    }
    String run = manifest.path("last_run_uuid").asText();
    List<Artifact> artifacts = new ArrayList<>();
    for (JsonNode build : manifest.path("builds")) {
      if (build.path("packer_run_uuid").asText().equals(run)) {
        JsonNode id = build.path("artifact_id");
        artifacts.add(new Artifact(builder(build), id.isTextual() ? id.asText() : ""));
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
