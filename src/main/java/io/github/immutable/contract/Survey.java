package io.github.immutable.contract;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An existing repository: what of it a release would use, and what stands in the way of one. */
public final class Survey {
  private static final int DEPTH = 6;
  private static final Set<String> OF_OTHERS = Set.of("node_modules", "vendor", "target");
  private static final List<String> IMAGES =
      List.of("image", "ami", "ami_id", "image_id", "snapshot", "snapshot_id");
  private static final List<String> COUNTS =
      List.of("servers", "desired_capacity", "server_count", "instance_count", "droplet_count");

  private final Path project;
  private final Configuration template;
  private final Configuration root;

  private Survey(Path project, Configuration template, Configuration root) {
    this.project = project;
    this.template = template;
    this.root = root;
  }

  /** Reads a repository; empty where it lacks a Packer template or a Terraform root. */
  public static Optional<Survey> of(Path project) throws IOException {
    Path whole = project.toAbsolutePath().normalize();
    Set<String> folders = new TreeSet<>();
    Set<String> templates = new TreeSet<>();
    find(whole, folders, templates);
    Optional<Configuration> template =
        templates.stream()
            .map(place -> Configuration.read(Dialect.PACKER, whole, place))
            .filter(one -> one.blocks("source").findAny().isPresent())
            .findFirst();
    Optional<Configuration> root =
        folders.stream()
            .map(place -> Configuration.read(Dialect.TERRAFORM, whole, place))
            .filter(one -> !one.isEmpty())
            .max(Comparator.comparingLong(one -> Hazards.servers(one).count()));
    return template.isPresent() && root.isPresent()
        ? Optional.of(new Survey(whole, template.get(), root.get()))
        : Optional.empty();
  }

  private static void find(Path project, Set<String> folders, Set<String> templates)
      throws IOException {
    Files.walkFileTree(
        project,
        Set.of(),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean skipped = name.startsWith(".") || OF_OTHERS.contains(name);
            return skipped && !folder.equals(project)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            Path folder = Objects.requireNonNull(file.getParent());
            if (Dialect.PACKER.isConfiguration(name)) {
              templates.add(shown(project, folder));
            } else if (Dialect.TERRAFORM.isConfiguration(name)) {
              folders.add(shown(project, folder));
            } else if (name.endsWith(".json")) {
              templates.add(shown(project, file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String shown(Path project, Path path) {
    String relative = project.relativize(path).toString();
    return relative.isEmpty() ? "." : relative;
  }

  /** What {@code packer build} is given. */
  public String template() {
    return template.place();
  }

  /** What the fingerprint must cover: the template, and the files that it names. */
  public List<String> inputs() {
    Set<String> inputs = new LinkedHashSet<>(List.of(template.place()));
    template.files().stream()
        .flatMap(Block::all)
        .filter(block -> block.type().equals("provisioner"))
        .flatMap(Block::everyAttribute)
        .flatMap(attribute -> Value.texts(attribute.value()))
        .filter(text -> text.contains("/") && !text.startsWith("/"))
        .map(text -> project.resolve(text).normalize())
        .filter(path -> path.startsWith(project) && Files.isRegularFile(path))
        .map(path -> shown(project, Objects.requireNonNull(path.getParent())))
        .filter(folder -> inputs.stream().noneMatch(Path.of(folder)::startsWith))
        .forEach(inputs::add);
    return List.copyOf(inputs);
  }

  /** Whether the template can be told where its manifest goes. */
  public boolean takesManifest() {
    return template.variables().contains("manifest");
  }

  /** The folder of the Terraform root. */
  public String root() {
    return root.place();
  }

  /** Whether it has variables for both slots, and so both in one state. */
  public boolean shared() {
    return pair(IMAGES).isPresent() && pair(COUNTS).isPresent();
  }

  /** Its variable for the image, empty when none looks like it. */
  public Optional<String> image() {
    return shared() ? pair(IMAGES) : single(IMAGES);
  }

  /** Its variable for the number of servers, empty when none looks like it. */
  public Optional<String> servers() {
    return shared() ? pair(COUNTS) : single(COUNTS);
  }

  /** Whether it declares a variable. */
  public boolean declares(String variable) {
    return root.variables().contains(variable);
  }

  private Optional<String> single(List<String> names) {
    return names.stream().filter(this::declares).findFirst();
  }

  private Optional<String> pair(List<String> names) {
    return names.stream()
        .filter(name -> declares("blue_" + name) && declares("green_" + name))
        .map(name -> "${slot}_" + name)
        .findFirst();
  }

  /** Its output with the servers, empty when none looks like it. */
  public Optional<String> output() {
    List<String> names = root.blocks("output").map(output -> output.label(0)).toList();
    return shared()
        ? names.stream()
            .filter(name -> name.startsWith("blue_"))
            .map(name -> name.substring("blue_".length()))
            .filter(name -> names.contains("green_" + name))
            .map(name -> "${slot}_" + name)
            .findFirst()
        : names.stream()
            .filter(name -> name.matches(".*(server|instance|droplet|ips|address).*"))
            .findFirst();
  }

  /** The resources and modules that a slot's name begins. */
  public List<String> addresses(String slot) {
    Stream<String> resources =
        root.blocks("resource")
            .filter(resource -> resource.label(1).startsWith(slot))
            .map(resource -> resource.label(0) + "." + resource.label(1));
    Stream<String> modules =
        root.blocks("module")
            .filter(module -> module.label(0).startsWith(slot))
            .map(module -> "module." + module.label(0));
    return Stream.concat(resources, modules).sorted().toList();
  }

  /** The page by which a balancer of the root tells healthy servers. */
  public Optional<String> healthPath() {
    return root.files().stream()
        .flatMap(Block::all)
        .filter(block -> block.type().matches("health_?check"))
        .flatMap(block -> block.attribute("path").stream())
        .flatMap(path -> Value.texts(path.value()))
        .filter(path -> path.startsWith("/"))
        .findFirst();
  }

  /** What the root's providers are given by environment. */
  public List<String> environment() {
    List<String> given = new ArrayList<>();
    List<String> types = root.blocks("resource").map(resource -> resource.label(0)).toList();
    if (types.stream().anyMatch(type -> type.startsWith("aws_"))) {
      given.add("AWS_*");
    }
    if (types.stream().anyMatch(type -> type.startsWith("digitalocean_"))) {
      given.add("DIGITALOCEAN_*");
    }
    return given;
  }

  /** What stands in the way of a safe release, in the order of file and line. */
  public List<Breach> findings() {
    List<Breach> findings = new ArrayList<>(template.unread());
    findings.addAll(root.unread());
    findings.addAll(
        new Hazards(
                project,
                template,
                root,
                image().orElse("image").replace("${slot}", "blue"),
                servers().orElse("servers").replace("${slot}", "blue"))
            .all());
    findings.addAll(new Gaps(template, root, this).all());
    findings.sort(Breach.BY_PLACE);
    return List.copyOf(findings);
  }
}
