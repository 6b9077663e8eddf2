package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Packer template must offer. */
final class PackerContract {
  private static final String MANIFEST = "${build.manifest}";

  private final Pipeline.Image image;
  private final Path checkout;
  private final PipelineFile pipeline;
  private final Configuration template;
  private final Scope scope;
  private final Variables variables;

  PackerContract(
      Pipeline.Image image, Path checkout, PipelineFile pipeline, Map<String, String> environment) {
    this.image = image;
    this.checkout = checkout;
    this.pipeline = pipeline;
    this.template = Configuration.read(Dialect.PACKER, checkout, image.template());
    this.scope = new Scope(template, checkout, image.variables());
    this.variables =
        new Variables(
            template,
            pipeline,
            Map.of("image_id", "string"),
            image.variables().keySet(),
            environment);
  }

  List<Breach> check() {
    if (template.isEmpty()) {
      return List.of(nothing());
    }
    List<Breach> breaches = new ArrayList<>(template.unread());
    breaches.addAll(variables.check());
    breaches.addAll(new BaseImages(template, scope, image).check());
    breaches.addAll(new Inputs(template, scope, checkout, pipeline, image).check());
    manifest().ifPresent(breaches::add);
    unused().ifPresent(breaches::add);
    return breaches;
  }

  private Breach nothing() {
    String place = image.template();
    return Files.isDirectory(checkout.resolve(place))
        ? Breach.problem(
            place,
            0,
            "the folder has no Packer template: expected files that end in .pkr.hcl or .pkr.json",
            List.of(),
            "Packer reads no subfolders: name the folder with the files, or one .json file itself,"
                + " as image.template in "
                + pipeline.name())
        : Breach.problem(
            place,
            0,
            "the Packer template is not in the commit",
            List.of(),
            "commit it, or correct image.template in " + pipeline.name());
  }

  /** Without the manifest that is asked for, the exact id of what was built is not known. */
  private Optional<Breach> manifest() {
    List<Block> manifests =
        template.files().stream()
            .flatMap(Block::all)
            .filter(block -> block.is("post-processor", "manifest"))
            .toList();
    if (manifests.isEmpty()) {
      // where no builder knows the id, a command of the template's writes the manifest
      boolean handedOn = asked().filter(template::mentions).isPresent();
      return template.complete() && !handedOn ? Optional.of(noManifest()) : Optional.empty();
    }
    return manifests.stream().anyMatch(this::writesWhereAsked)
        ? Optional.empty()
        : Optional.of(manifestElsewhere(manifests.getFirst()));
  }

  private boolean writesWhereAsked(Block manifest) {
    Optional<Value> output = manifest.attribute("output").map(Attribute::value);
    return output.isPresent()
        && (output.get() instanceof Value.Other
            || scope.text(output.get()).filter(MANIFEST::equals).isPresent());
  }

  private Breach noManifest() {
    Optional<Block> build = template.blocks("build").findFirst();
    List<String> add = new ArrayList<>();
    if (!template.variables().contains(variable()) && asked().isEmpty()) {
      add.addAll(template.declaration(variable(), "string"));
    }
    if (template.isLegacy()) {
      add.add("{ \"type\": \"manifest\", " + output() + " }");
    } else {
      add.addAll(List.of("post-processor \"manifest\" {", "  " + output(), "}"));
    }
    return new Breach(
        Breach.Kind.WARNING,
        build.map(Block::file).orElse(template.home("source")),
        build.map(Block::line).orElse(0),
        "the Packer template has no `manifest` post-processor, so the exact id of what it builds is"
            + " only in what Packer prints, and a build that is cut short is not found again",
        add,
        "add it to the build" + andAsk());
  }

  private Breach manifestElsewhere(Block manifest) {
    return Breach.problem(
        manifest.file(),
        manifest.attribute("output").map(Attribute::line).orElse(manifest.line()),
        "Packer's manifest is not written to the file that ${build.manifest} names, where the id of"
            + " what was built is looked for",
        List.of(output()),
        "write it there" + andAsk());
  }

  private String output() {
    return template.isLegacy()
        ? "\"output\": \"{{user `" + variable() + "`}}\""
        : "output = var." + variable();
  }

  private String andAsk() {
    return asked().isPresent()
        ? ""
        : ", and set %s: \"%s\" under image.variables in %s"
            .formatted(variable(), MANIFEST, pipeline.name());
  }

  private String variable() {
    return asked().orElse("manifest");
  }

  /** The variable that is given the manifest's path. */
  private Optional<String> asked() {
    return image.variables().entrySet().stream()
        .filter(variable -> variable.getValue().equals(MANIFEST))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private Optional<Breach> unused() {
    return template
        .block("variable", "image_id")
        .filter(declared -> !template.mentions("image_id"))
        .map(
            declared ->
                Breach.warning(
                    declared.file(),
                    declared.line(),
                    "nothing uses the variable `image_id`: the image cannot tell which one it is",
                    "bake it in, where the health check can show it"));
  }
}
