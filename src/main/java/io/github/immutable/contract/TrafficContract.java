package io.github.immutable.contract;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a traffic driver of the user's must offer: its Terraform root, its commands. */
final class TrafficContract {
  private static final Map<String, String> ALWAYS =
      Map.of(
          "project", "string",
          "pipeline", "string",
          "active", "string",
          "weights", "object({ blue = number, green = number })");

  /** A resource, or a module that has it; what follows is within those. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<module>module)\\.(?<called>[^.\\[]+).*|(?<type>[^.\\[]+)\\.(?<name>[^.\\[]+).*");

  private final Traffic traffic;
  private final Path project;
  private final PipelineFile pipeline;
  private final Map<String, String> environment;

  TrafficContract(
      Pipeline pipeline, Path project, PipelineFile file, Map<String, String> environment) {
    this.traffic = pipeline.traffic();
    this.project = project;
    this.pipeline = file;
    this.environment = environment;
  }

  List<Breach> check() {
    List<Breach> breaches = new ArrayList<>();
    Traffic.Terraform terraform = traffic.terraform();
    if (terraform != null) {
      breaches.addAll(root(terraform));
      executable("show", terraform.show()).ifPresent(breaches::add);
    }
    if (traffic.command() != null) {
      executable("run", traffic.command().run()).ifPresent(breaches::add);
    }
    return breaches;
  }

  private List<Breach> root(Traffic.Terraform terraform) {
    Configuration root = Configuration.read(Dialect.TRAFFIC, project, terraform.root());
    if (root.isEmpty()) {
      return List.of(
          Breach.problem(
              terraform.root(),
              0,
              "the folder has no Terraform files: expected files that end in .tf or .tf.json",
              List.of(),
              "name the folder with the files as traffic.terraform.root in " + pipeline.name()));
    }
    List<Breach> breaches = new ArrayList<>(root.unread());
    breaches.addAll(
        new Variables(root, pipeline, ALWAYS, terraform.variables().keySet(), meant(root)).check());
    if (root.complete()) {
      active(root).ifPresent(breaches::add);
      terraform.changes().stream()
          .filter(address -> !has(root, address))
          .map(this::unknown)
          .forEach(breaches::add);
    }
    return breaches;
  }

  /** Secrets go to both roots, and each declares those that are meant for it. */
  private Map<String, String> meant(Configuration root) {
    Map<String, String> meant = new HashMap<>(environment);
    String prefix = Dialect.TRAFFIC.environment;
    meant
        .keySet()
        .removeIf(
            name ->
                name.startsWith(prefix)
                    && !root.variables().contains(name.substring(prefix.length())));
    return meant;
  }

  private static Optional<Breach> active(Configuration root) {
    return root.block("output", "active").isPresent()
        ? Optional.empty()
        : Optional.of(
            Breach.problem(
                root.home("output"),
                0,
                "the traffic's Terraform root has no output `active`, so nothing tells who has the"
                    + " traffic",
                List.of(),
                "return blue, green or none, by the attributes of the resource that is switched"));
  }

  private static boolean has(Configuration root, String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      return false;
    }
    return parts.group("module") != null
        ? root.block("module", parts.group("called")).isPresent()
        : root.blocks("resource")
            .anyMatch(
                block ->
                    block.label(0).equals(parts.group("type"))
                        && block.label(1).equals(parts.group("name")));
  }

  private Breach unknown(String address) {
    return Breach.problem(
        pipeline.name(),
        pipeline.line("changes"),
        "traffic.terraform.changes names %s, which is no resource of the root".formatted(address),
        List.of(),
        "name the resource that decides who has the traffic, as `terraform plan` calls it");
  }

  private Optional<Breach> executable(String key, List<String> command) {
    if (command.isEmpty() || !command.getFirst().contains("/")) {
      return Optional.empty();
    }
    Path file = project.resolve(command.getFirst());
    if (Files.isRegularFile(file) && Files.isExecutable(file)) {
      return Optional.empty();
    }
    return Optional.of(
        Breach.problem(
            pipeline.name(),
            pipeline.line(key),
            command.getFirst()
                + (Files.exists(file) ? " cannot be executed" : " is not in the project"),
            List.of(),
            Files.exists(file) ? "chmod +x " + command.getFirst() : "correct the path"));
  }
}
