package io.github.immutable.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What makes a release of an existing repository unsafe, as far as its files show. */
record Hazards(Path project, Configuration template, Configuration root, Survey survey) {
  private static final Set<String> SERVERS =
      Set.of(
          "aws_instance",
          "aws_autoscaling_group",
          "digitalocean_droplet",
          "google_compute_instance",
          "hcloud_server",
          "azurerm_linux_virtual_machine",
          "linode_instance",
          "openstack_compute_instance_v2");
  private static final Set<String> NUMBERS = Set.of("count", "desired_capacity");
  private static final Pattern SECRET =
      Pattern.compile(
          "(.*_)?(password|passwd|secret|secret_key|access_key|token|api_key|private_key)");
  private static final Pattern ACCESS_KEY = Pattern.compile("AKIA[0-9A-Z]{16}");

  /** The resources that are servers. */
  static Stream<Block> servers(Configuration root) {
    return root.blocks("resource").filter(resource -> SERVERS.contains(resource.label(0)));
  }

  List<Breach> all() {
    List<Breach> all = new ArrayList<>();
    both().filter(block -> block.type().equals("data")).forEach(data -> newest(data, all));
    both().forEach(block -> movable(block, all));
    for (Configuration files : List.of(template, root)) {
      files.files().stream()
          .flatMap(Block::all)
          .forEach(block -> secrets(block, files.dialect(), all));
    }
    servers(root).forEach(server -> alone(server, all));
    replaced().ifPresent(all::add);
    unmanifested().ifPresent(all::add);
    unproven().ifPresent(all::add);
    unanswered().ifPresent(all::add);
    unlisted().ifPresent(all::add);
    unlocked().ifPresent(all::add);
    return all;
  }

  private Stream<Block> both() {
    return Stream.concat(template.files().stream(), root.files().stream()).flatMap(Block::all);
  }

  private String image() {
    return survey.image().orElse("image").replace("${slot}", "blue");
  }

  private void newest(Block data, List<Breach> all) {
    data.everyAttribute()
        .filter(attribute -> attribute.name().equals("most_recent"))
        .filter(attribute -> attribute.value().equals(new Value.Flag(true)))
        .forEach(
            attribute ->
                all.add(
                    Breach.problem(
                        data.file(),
                        attribute.line(),
                        "data \"%s\" \"%s\" takes whichever image is newest: what was verified might not be launched"
                            .formatted(data.label(0), data.label(1)),
                        List.of(starts(data) + " = var." + image()),
                        "start the servers from the exact id that was built, and remove this")));
  }

  /** What the newest is then given to. */
  private String starts(Block data) {
    List<String> newest = List.of("data", data.label(0), data.label(1));
    return root.files().stream()
        .flatMap(Block::everyAttribute)
        .filter(
            attribute ->
                attribute.value() instanceof Value.Reference reference
                    && reference.path().size() > newest.size()
                    && reference.path().subList(0, newest.size()).equals(newest))
        .map(Attribute::name)
        .findFirst()
        .orElse("image");
  }

  private static void movable(Block block, List<Breach> all) {
    for (Attribute attribute : block.attributes()) {
      boolean latest =
          attribute.name().contains("image")
              && attribute.value() instanceof Value.Text text
              && text.text().endsWith(":latest");
      if (latest) {
        all.add(
            Breach.problem(
                block.file(),
                attribute.line(),
                "`%s` is a tag that can come to mean another image".formatted(attribute.name()),
                List.of(),
                "name the image by its digest, NAME@sha256:…"));
      }
    }
  }

  /** The value itself is never told. */
  private static void secrets(Block block, Dialect dialect, List<Breach> all) {
    boolean variable = block.type().equals("variable") && isSecret(block.label(0));
    for (Attribute attribute : block.attributes()) {
      String name = variable ? block.label(0) : attribute.name();
      boolean named = variable ? attribute.name().equals("default") : isSecret(attribute.name());
      boolean written =
          Value.texts(attribute.value())
              .anyMatch(text -> (named && !text.isBlank()) || ACCESS_KEY.matcher(text).find());
      if (written) {
        all.add(
            Breach.problem(
                block.file(),
                attribute.line(),
                "`%s` is a secret in plain sight, and in every clone".formatted(name),
                dialect.secret(name),
                "make another one, take this out, and let the pipeline file say where it comes"
                    + " from"));
      }
    }
  }

  private static boolean isSecret(String name) {
    return SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private void alone(Block server, List<Breach> all) {
    Optional<Attribute> number =
        server.attributes().stream().filter(one -> NUMBERS.contains(one.name())).findFirst();
    boolean one =
        number.isPresent()
            ? number.get().value().equals(new Value.Text("1"))
            : server.attribute("for_each").isEmpty();
    if (one) {
      boolean group = server.label(0).endsWith("group");
      all.add(
          Breach.problem(
              server.file(),
              number.map(Attribute::line).orElse(server.line()),
              "\"%s\" \"%s\" is one server, and the number is always given"
                  .formatted(server.label(0), server.label(1)),
              List.of(
                  (group ? "desired_capacity" : "count")
                      + " = var."
                      + survey.servers().orElse("servers").replace("${slot}", "blue")),
              "let a variable say how many there are; two or more survive the loss of one"));
    }
  }

  /** With one resource for both slots, a new image replaces what carries the traffic. */
  private Optional<Breach> replaced() {
    return survey.shared() || survey.declares("slot")
        ? Optional.empty()
        : servers(root)
            .findFirst()
            .map(
                server ->
                    Breach.problem(
                        server.file(),
                        server.line(),
                        "a new image replaces \"%s\" \"%s\": the old servers go before the new ones are healthy"
                            .formatted(server.label(0), server.label(1)),
                        root.declaration("slot", "string"),
                        "put var.slot into the name of everything that both slots have: each then"
                            + " has a state of its own"));
  }

  private Optional<Breach> unmanifested() {
    boolean manifest =
        template.files().stream()
            .flatMap(Block::all)
            .anyMatch(block -> block.is("post-processor", "manifest"));
    return manifest
        ? Optional.empty()
        : template
            .blocks("build")
            .findFirst()
            .map(
                build ->
                    Breach.problem(
                        build.file(),
                        build.line(),
                        "no `manifest` post-processor writes down the exact id of what is built",
                        template.isLegacy()
                            ? List.of(
                                "{ \"type\": \"manifest\", \"output\": \"{{user `manifest`}}\" }")
                            : List.of(
                                "post-processor \"manifest\" {", "  output = var.manifest", "}"),
                        "add it to the build, and declare the variable `manifest`"));
  }

  private Optional<Breach> unproven() {
    return template.variables().contains("image_id")
        ? Optional.empty()
        : Optional.of(
            Breach.problem(
                template.home("variable"),
                0,
                "the template has no variable `image_id`: a server cannot say which image it runs",
                template.declaration("image_id", "string"),
                "declare it, and bake it into what the health check answers"));
  }

  private Optional<Breach> unanswered() {
    return survey.healthPath().isPresent()
        ? Optional.empty()
        : Optional.of(
            Breach.problem(
                root.place(),
                0,
                "no health endpoint is known: nothing tells a server that works from one that does not",
                List.of(),
                "name the page under health.http.path in the pipeline file"));
  }

  private Optional<Breach> unlisted() {
    return survey.output().isPresent()
        ? Optional.empty()
        : Optional.of(
            Breach.problem(
                root.home("output"),
                0,
                "no output lists the servers with their addresses",
                List.of(
                    "output \"servers\" {", "  value = [{ name = …, address = …, port = … }]", "}"),
                "return them, by these names or by those under servers.outputs"));
  }

  private Optional<Breach> unlocked() {
    boolean providers =
        root.blocks("resource").anyMatch(resource -> !resource.label(0).startsWith("terraform_"));
    return !providers || Files.exists(project.resolve(root.place()).resolve(".terraform.lock.hcl"))
        ? Optional.empty()
        : Optional.of(
            Breach.problem(
                root.place(),
                0,
                "no lock file: tomorrow's providers may be others than today's",
                List.of("terraform init", "git add .terraform.lock.hcl"),
                "make it and commit it"));
  }
}
