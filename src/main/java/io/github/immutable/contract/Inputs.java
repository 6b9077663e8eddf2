package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the files that go into an image are among those that its fingerprint covers. */
record Inputs(
    Configuration template,
    Scope scope,
    Path checkout,
    PipelineFile pipeline,
    Pipeline.Image image) {
  private static final Set<String> OF_PROVISIONERS =
      Set.of(
          "playbook_file",
          "playbook_files",
          "playbook_dir",
          "playbook_paths",
          "role_paths",
          "galaxy_file",
          "group_vars",
          "host_vars",
          "inventory_file",
          "inventory_directory",
          "script",
          "scripts",
          "source",
          "sources");
  private static final Set<String> OF_SOURCES =
      Set.of("http_directory", "floppy_files", "floppy_dirs", "cd_files", "user_data_file");

  List<Breach> check() {
    List<Breach> breaches = new ArrayList<>();
    template.files().stream().flatMap(Block::all).forEach(block -> check(block, breaches));
    return breaches;
  }

  private void check(Block block, List<Breach> breaches) {
    Set<String> names =
        switch (block.type()) {
          case "provisioner" -> brings(block) ? OF_PROVISIONERS : Set.of();
          case "source" -> OF_SOURCES;
          default -> Set.of();
        };
    block.attributes().stream()
        .filter(attribute -> names.contains(attribute.name()))
        .forEach(
            attribute ->
                texts(attribute.value())
                    .flatMap(path -> breach(block, attribute, path).stream())
                    .forEach(breaches::add));
  }

  // A file provisioner can fetch a file from the builder, or one that the build itself makes.
  private static boolean brings(Block provisioner) {
    boolean fetches =
        provisioner
            .attribute("direction")
            .filter(direction -> direction.value().equals(new Value.Text("download")))
            .isPresent();
    boolean generated =
        provisioner
            .attribute("generated")
            .filter(flag -> flag.value().equals(new Value.Flag(true)))
            .isPresent();
    return !fetches && !generated;
  }

  private Stream<String> texts(Value value) {
    return value instanceof Value.Items items
        ? items.values().stream().flatMap(this::texts)
        : scope.text(value).stream();
  }

  private Optional<Breach> breach(Block block, Attribute attribute, String written) {
    if (written.isEmpty()
        || written.contains("${")
        || written.contains("*")
        || written.contains("://")) {
      return Optional.empty();
    }
    Path path = checkout.resolve(written).normalize();
    if (!path.startsWith(checkout)) {
      return Optional.of(
          Breach.problem(
              block.file(),
              attribute.line(),
              "`%s` goes into the image and is in no commit".formatted(written),
              List.of(),
              "put it into the project, and its folder under image.inputs in " + pipeline.name()));
    }
    String relative = checkout.relativize(path).toString();
    if (covered(path)) {
      return absent(block, attribute, path, relative);
    }
    return Files.exists(path)
        ? Optional.of(
            Breach.problem(
                block.file(),
                attribute.line(),
                ("`%s` goes into the image and is under none of image.inputs: after a change to it, the"
                        + " old image is reused")
                    .formatted(relative),
                List.of(inputsWith(relative)),
                "add it to image.inputs in " + pipeline.name()))
        : absent(block, attribute, path, relative);
  }

  // What is not there may be made by the commands that run before Packer.
  private Optional<Breach> absent(Block block, Attribute attribute, Path path, String relative) {
    return Files.exists(path) || !image.prepare().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Breach.problem(
                block.file(),
                attribute.line(),
                "`%s` is not in the commit".formatted(relative),
                List.of(),
                "commit it, or correct `%s`".formatted(attribute.name())));
  }

  private boolean covered(Path path) {
    return image.inputs().stream()
        .anyMatch(input -> path.startsWith(checkout.resolve(input).normalize()));
  }

  private String inputsWith(String path) {
    Path folder = Path.of(path).getParent();
    return Stream.concat(
            image.inputs().stream(), Stream.of(folder == null ? path : folder.toString()))
        .collect(Collectors.joining(", ", "inputs: [", "]"));
  }
}
