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

/**
 * What makes releases unsafe and stops none, as far as the files show: the same before there is a
 * pipeline file and as long as there is one.
 *
 * @param root makes the servers
 * @param image the root's variable for the image
 * @param servers the root's variable for the number of servers
 */
record Hazards(
    Path project, Configuration template, Configuration root, String image, String servers) {
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
    all.addAll(secrets(template));
    all.addAll(ofRoot(project, root));
    List<Breach> alone = servers(root).flatMap(server -> alone(server).stream()).toList();
    if (alone.size() == servers(root).count()) { // one beside others is no application's
      all.addAll(alone);
    }
    return all;
  }

  /** What any Terraform root can have, one that makes no servers too. */
  static List<Breach> ofRoot(Path project, Configuration root) {
    List<Breach> all = secrets(root);
    unlocked(project, root).ifPresent(all::add);
    return all;
  }

  private Stream<Block> both() {
    return Stream.concat(template.files().stream(), root.files().stream()).flatMap(Block::all);
  }

  private void newest(Block data, List<Breach> all) {
    data.everyAttribute()
        .filter(attribute -> attribute.name().equals("most_recent"))
        .filter(attribute -> attribute.value().equals(new Value.Flag(true)))
        .forEach(
            attribute ->
                all.add(
                    hazard(
                        data,
                        attribute.line(),
                        "data \"%s\" \"%s\" takes whichever image is newest: what was verified might not be launched"
                            .formatted(data.label(0), data.label(1)),
                        List.of(starts(data) + " = var." + image),
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
            hazard(
                block,
                attribute.line(),
                "`%s` is a tag that can come to mean another image".formatted(attribute.name()),
                List.of(),
                "name the image by its digest, NAME@sha256:…"));
      }
    }
  }

  private static List<Breach> secrets(Configuration files) {
    List<Breach> all = new ArrayList<>();
    files.files().stream()
        .flatMap(Block::all)
        .forEach(block -> secrets(block, files.dialect(), all));
    return all;
  }

  /** The value itself is never told. */
  private static void secrets(Block block, Dialect dialect, List<Breach> all) {
    boolean variable = block.type().equals("variable") && isSecret(block.label(0));
    for (Attribute attribute : block.attributes()) {
      String name = variable ? block.label(0) : attribute.name();
      boolean named = variable ? attribute.name().equals("default") : isSecret(attribute.name());
      boolean written = named && isWritten(attribute.value());
      if (written
          || Value.texts(attribute.value()).anyMatch(text -> ACCESS_KEY.matcher(text).find())) {
        all.add(
            hazard(
                block,
                attribute.line(),
                "`%s` is a secret in plain sight, and in every clone".formatted(name),
                dialect.secret(name),
                "make another one, take this out, and let the pipeline file say where it comes"
                    + " from"));
      }
    }
  }

  /** What is put together from a variable is not in the file. */
  private static boolean isWritten(Value value) {
    return switch (value) {
      case Value.Text text -> !text.text().isBlank();
      case Value.Items items -> items.values().stream().anyMatch(Hazards::isWritten);
      case Value.Fields fields ->
          fields.attributes().values().stream().anyMatch(field -> isWritten(field.value()));
      default -> false;
    };
  }

  private static boolean isSecret(String name) {
    return SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private Optional<Breach> alone(Block server) {
    Optional<Attribute> number =
        server.attributes().stream().filter(one -> NUMBERS.contains(one.name())).findFirst();
    boolean one =
        number.isPresent()
            ? number.get().value().equals(new Value.Text("1"))
            : server.attribute("for_each").isEmpty();
    boolean group = server.label(0).endsWith("group");
    return one
        ? Optional.of(
            hazard(
                server,
                number.map(Attribute::line).orElse(server.line()),
                "\"%s\" \"%s\" is one server, and the number is always given"
                    .formatted(server.label(0), server.label(1)),
                List.of((group ? "desired_capacity" : "count") + " = var." + servers),
                "let a variable say how many there are; two or more survive the loss of one"))
        : Optional.empty();
  }

  private static Optional<Breach> unlocked(Path project, Configuration root) {
    boolean providers =
        root.blocks("resource").anyMatch(resource -> !resource.label(0).startsWith("terraform_"));
    return !providers || Files.exists(project.resolve(root.place()).resolve(".terraform.lock.hcl"))
        ? Optional.empty()
        : Optional.of(
            Breach.hazard(
                root.place(),
                0,
                "no lock file: tomorrow's providers may be others than today's",
                List.of("terraform init", "git add .terraform.lock.hcl"),
                "make it and commit it"));
  }

  private static Breach hazard(
      Block block, int line, String message, List<String> add, String next) {
    return Breach.hazard(block.file(), line, message, add, next);
  }
}
