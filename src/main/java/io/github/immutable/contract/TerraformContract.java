package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.RootWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a Terraform root must offer. */
final class TerraformContract {
  /** HashiCorp, "Workspaces": the others have them. */
  private static final Set<String> WITHOUT_WORKSPACES = Set.of("http");

  private final Pipeline.Servers servers;
  private final RootWords words;
  private final PipelineFile pipeline;
  private final Configuration root;
  private final Variables variables;

  TerraformContract(
      Pipeline its, Path project, PipelineFile pipeline, Map<String, String> environment) {
    this.servers = its.servers();
    this.words = its.rootWords();
    this.pipeline = pipeline;
    this.root = Configuration.read(Dialect.TERRAFORM, project, servers.terraform());
    this.variables =
        new Variables(root, pipeline, always(words), servers.variables().keySet(), environment);
  }

  /** The variables that the root is always given, with their types. */
  private static Map<String, String> always(RootWords words) {
    Map<String, String> always = new HashMap<>();
    for (String given : RootWords.GIVEN) {
      String type = given.equals("servers") ? "number" : "string";
      words.variables(given).forEach(name -> always.put(name, type));
    }
    return always;
  }

  List<Breach> check() {
    if (root.isEmpty()) {
      return List.of(nothing());
    }
    List<Breach> breaches = new ArrayList<>(root.unread());
    breaches.addAll(variables.check());
    root.blocks("data").flatMap(TerraformContract::newest).forEach(breaches::add);
    if (!words.shared()) {
      root.blocks("terraform").flatMap(TerraformContract::oneState).forEach(breaches::add);
    }
    Stream.of("blue", "green")
        .filter(slot -> slot.equals("blue") || !name(slot).equals(name("blue")))
        .flatMap(slot -> output(slot).stream())
        .forEach(breaches::add);
    unused().ifPresent(breaches::add);
    return breaches;
  }

  private Breach nothing() {
    return Breach.problem(
        servers.terraform(),
        0,
        "the folder has no Terraform files: expected files that end in .tf or .tf.json",
        List.of(),
        "Terraform reads no subfolders: name the folder with the files as servers.terraform in "
            + pipeline.name());
  }

  private Optional<Breach> output(String slot) {
    String name = name(slot);
    return root.block("output", name).isPresent() || !root.complete()
        ? new ListedServers(root, words, slot, pipeline.name()).check()
        : Optional.of(
            Breach.problem(
                root.home("output"),
                0,
                "the Terraform root has no output `"
                    + name
                    + "`, so nothing tells where they answer",
                List.of(
                    "output \"" + name + "\" {",
                    "  value = [for server in local.servers :",
                    "    { name = server.name, address = server.address, port = server.port }]",
                    "}"),
                "return a list with each server's name, address and port, known when it is"
                    + " planned"));
  }

  private String name(String slot) {
    return words.output("servers", slot);
  }

  private Optional<Breach> unused() {
    return words.variables("image").stream()
        .flatMap(name -> root.block("variable", name).stream())
        .filter(declared -> !root.mentions(declared.label(0)))
        .findFirst()
        .map(
            declared ->
                Breach.warning(
                    declared.file(),
                    declared.line(),
                    "nothing uses the variable `"
                        + declared.label(0)
                        + "`: the servers start from something else",
                    "start them from var." + declared.label(0)));
  }

  private static Stream<Breach> newest(Block data) {
    boolean images = data.label(0).contains("image") || data.label(0).contains("ami");
    return data.everyAttribute()
        .filter(attribute -> images && takesNewest(data, attribute))
        .limit(1)
        .map(
            attribute ->
                Breach.problem(
                    data.file(),
                    attribute.line(),
                    "data \"%s\" \"%s\" takes whichever image is newest: what was verified might not be launched"
                        .formatted(data.label(0), data.label(1)),
                    data.label(0).equals("aws_ami") ? List.of("ami = var.image") : List.of(),
                    "start the servers from var.image, the exact image that was built, and remove"
                        + " this"));
  }

  private static boolean takesNewest(Block data, Attribute attribute) {
    return switch (attribute.name()) {
      case "most_recent" -> attribute.value().equals(new Value.Flag(true));
      case "family" -> data.label(0).equals("google_compute_image");
      default -> false;
    };
  }

  private static Stream<Breach> oneState(Block terraform) {
    Stream<Block> backends =
        terraform
            .blocks("backend")
            .filter(backend -> WITHOUT_WORKSPACES.contains(backend.label(0)));
    Stream<Block> named =
        terraform.blocks().stream()
            .filter(block -> block.type().equals("cloud") || block.is("backend", "remote"))
            .filter(
                block ->
                    block
                        .blocks("workspaces")
                        .anyMatch(workspaces -> workspaces.attribute("name").isPresent()));
    return Stream.concat(backends, named)
        .map(
            block ->
                Breach.warning(
                    block.file(),
                    block.line(),
                    "this backend keeps one state, and each slot needs its own, as a workspace",
                    "take a backend with workspaces, or none: the state is then kept on this"
                        + " machine"));
  }
}
