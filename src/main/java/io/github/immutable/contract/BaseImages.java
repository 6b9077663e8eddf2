package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether it can be told when the image that a build starts from becomes another one. */
record BaseImages(Configuration template, Scope scope, Pipeline.Image image) {
  private static final Set<String> CONTAINERS = Set.of("docker", "podman");
  private static final Pattern EXACT =
      Pattern.compile(".*sha256:[0-9a-f]{64}|[0-9]+|ami-[0-9a-f]+");
  private static final String INSTEAD =
      "let image.base print the exact id of the image to start from, set base_image: \"${base.id}\" under"
          + " image.variables, and start from var.base_image";

  List<Breach> check() {
    List<Breach> breaches = new ArrayList<>();
    template
        .files()
        .forEach(file -> file.all().filter(BaseImages::chooses).forEach(at -> check(at, breaches)));
    return breaches;
  }

  private static boolean chooses(Block block) {
    return block.type().equals("source") || block.type().equals("data");
  }

  private void check(Block block, List<Breach> breaches) {
    newest(block).ifPresent(breaches::add);
    if (block.type().equals("data")) {
      answered(block).ifPresent(breaches::add);
    } else if (image.base().isEmpty()) {
      named(block).ifPresent(breaches::add);
      unchecked(block).ifPresent(breaches::add);
    }
  }

  /** The newest of several, whichever that is when Packer runs. */
  private Optional<Breach> newest(Block block) {
    return block
        .everyAttribute()
        .filter(BaseImages::takesNewest)
        .findFirst()
        .map(
            attribute ->
                Breach.problem(
                    block.file(),
                    attribute.line(),
                    ("`%s` takes whichever image is newest when Packer runs: nothing tells which one an"
                            + " image was built from")
                        .formatted(attribute.name()),
                    exactly(builder(block)),
                    INSTEAD));
  }

  private static boolean takesNewest(Attribute attribute) {
    Value value = attribute.value();
    return switch (attribute.name()) {
      case "most_recent" ->
          value.equals(new Value.Flag(true)) || value.equals(new Value.Text("true"));
      case "source_image_family" -> true;
      case "image_version" -> value.equals(new Value.Text("latest"));
      default -> false;
    };
  }

  /** A name that can come to mean another image. */
  private Optional<Breach> named(Block source) {
    Optional<Attribute> attribute = source.attribute("image");
    Optional<String> name =
        attribute
            .flatMap(some -> scope.text(some.value()))
            .filter(
                text -> !text.isEmpty() && !text.contains("${") && !EXACT.matcher(text).matches());
    if (attribute.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    int line = attribute.get().line();
    String message =
        ("the base image `%s` is no exact id: when it comes to mean another image, the"
                + " image built from the old one is reused")
            .formatted(name.get());
    return Optional.of(
        CONTAINERS.contains(builder(source))
            ? Breach.problem(
                source.file(),
                line,
                message,
                List.of(),
                "write its digest, as in debian@sha256:…; or " + INSTEAD)
            : Breach.warning(source.file(), line, message, INSTEAD));
  }

  private Optional<Breach> unchecked(Block source) {
    return source
        .attribute("iso_checksum")
        .filter(checksum -> checksum.value().equals(new Value.Text("none")))
        .map(
            checksum ->
                Breach.problem(
                    source.file(),
                    checksum.line(),
                    "the base image has no checksum: when it changes, the image built from the"
                        + " old one is reused",
                    List.of(),
                    "write its checksum: iso_checksum = \"sha256:…\""));
  }

  private static Optional<Breach> answered(Block data) {
    return Optional.of(data)
        .filter(some -> some.label(0).equals("http"))
        .map(
            some ->
                Breach.warning(
                    some.file(),
                    some.line(),
                    "what data \"http\" \"%s\" answers goes into the image and not into its fingerprint"
                        .formatted(some.label(1)),
                    "commit the content, or fetch it from an address that never answers anything else"));
  }

  // In a build block, a source is labelled "docker.web".
  private static String builder(Block source) {
    return source.label(0).replaceFirst("\\..*", "");
  }

  private static List<String> exactly(String builder) {
    return builder.startsWith("amazon") ? List.of("source_ami = var.base_image") : List.of();
  }
}
