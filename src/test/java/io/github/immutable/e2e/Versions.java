package io.github.immutable.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A project with four versions and their images, built once by the real Packer and Ansible. Each
 * test class works on a copy: its ledger knows the images, and no other test knows its servers.
 */
final class Versions implements AutoCloseable {
  /** Its servers never get healthy. */
  static final String SICK = "v3";

  /** Its health turns red under traffic, while its pages still answer. */
  static final String TIRED = "v4";

  private static final List<String> ALL = List.of("v1", "v2", SICK, TIRED);

  final Path project;
  private final Path scratch;
  private final Map<String, String> imageIds = new HashMap<>();

  Versions() {
    try {
      scratch = Files.createTempDirectory("immutable-e2e-");
      project = Files.createDirectory(scratch.resolve("project"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CommandLine immutable = new CommandLine(project, scratch);
    immutable.run("init", ".").exits(0);
    Checkout checkout = new Checkout(project);
    checkout.initialize();
    write(checkout, String.valueOf(scratch.getFileName()));
    for (String version : ALL) {
      JsonNode built = immutable.run("build", version, "--output", "json").exits(0).json();
      imageIds.put(version, built.at("/release/image/id").asText());
    }
  }

  /** The name that a version's image has for itself, and that its servers answer with. */
  String imageId(String version) {
    return String.valueOf(imageIds.get(version));
  }

  /** The other one of the two good versions. */
  static String other(String version) {
    return version.equals("v1") ? "v2" : "v1";
  }

  /** Removes the images, and those that copies of the project made of the same inputs. */
  @Override
  public void close() {
    for (String image :
        Shell.lines(
            Shell.engine(),
            "images",
            "--quiet",
            "--no-trunc",
            "--filter",
            "label=immutable.image")) {
      String id =
          Shell.run(
                  project,
                  Shell.engine(),
                  "image",
                  "inspect",
                  "--format",
                  "{{index .Config.Labels \"immutable.image\"}}",
                  image)
              .strip();
      if (imageIds.values().stream()
          .anyMatch(ours -> withoutBuild(ours).equals(withoutBuild(id)))) {
        Shell.run(project, Shell.engine(), "rmi", "--force", image);
      }
    }
    Shell.delete(scratch);
    System.out.println(Totals.line());
  }

  private static void write(Checkout checkout, String run) {
    // Images of this run alone: other runs on this machine must not share them, for they end.
    String page = "ansible/files/site/index.html";
    checkout.edit(page, "version 1", "version 1 of " + run);
    checkout.version("v1", "The first version");
    checkout.edit(page, "version 1", "version 2").version("v2", "Another page");
    checkout
        .edit("ansible/group_vars/all.yml", "^health_path:.*", "health_path: /nowhere")
        .version(SICK, "Never healthy");
    checkout
        .edit("ansible/group_vars/all.yml", "^health_path:.*", "health_path: /health")
        .edit("ansible/group_vars/all.yml", "^healthy_requests:.*", "healthy_requests: 600")
        .version(TIRED, "Health turns red under traffic");
    checkout
        .edit("ansible/group_vars/all.yml", "^healthy_requests:.*", "healthy_requests:")
        .commit("As v2 again");
  }

  /** What all builds of the same inputs have in common. */
  static String withoutBuild(String imageId) {
    return imageId.replaceFirst("-\\d+$", "");
  }
}
