package io.github.immutable.cli;

import io.github.immutable.release.ReleaseFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reference files of a target, as this build carries them: the project's own. */
final class ReferenceFiles {
  static final String USUAL = "container";

  private static final Path IGNORED = Path.of(".gitignore");
  private static final Pattern APPLICATION = Pattern.compile("(?m)^application: (\\S+)( *)");
  private static final Map<String, List<String>> TARGETS =
      Map.of(
          USUAL,
          List.of(
              "packer/container",
              "ansible",
              "terraform/container",
              "pipelines/local.yml",
              "pipelines/schema.json"),
          "aws",
          List.of(
              "packer/aws",
              "ansible",
              "terraform/aws",
              "pipelines/aws.yml",
              "pipelines/schema.json"),
          "digitalocean",
          List.of(
              "packer/digitalocean",
              "ansible",
              "terraform/digitalocean",
              "pipelines/digitalocean.yml",
              "pipelines/schema.json"));

  private final Map<Path, byte[]> files;

  private ReferenceFiles(Map<Path, byte[]> files) {
    this.files = files;
  }

  /** Those of a target that there is, with the application's name in them. */
  static ReferenceFiles of(String target, String application) throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    for (String folder : Objects.requireNonNull(TARGETS.get(target))) {
      read(folder, files);
    }
    files.computeIfPresent(pipeline(target), (file, bytes) -> named(bytes, application));
    // a state that Terraform keeps beside a root can hold secrets
    files.put(IGNORED, ".immutable/\n.terraform/\n*.tfstate*\n".getBytes(StandardCharsets.UTF_8));
    return new ReferenceFiles(files);
  }

  /** The pipeline file of a target that there is, relative to the project. */
  static Path pipeline(String target) {
    return Objects.requireNonNull(TARGETS.get(target)).stream()
        .filter(file -> file.endsWith(".yml"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  static Iterable<String> targets() {
    return new TreeSet<>(TARGETS.keySet());
  }

  /** What is wrong with the name of a target; empty when nothing is. */
  static Optional<String> mistake(String target) {
    return TARGETS.containsKey(target)
        ? Optional.empty()
        : Optional.of(
            "there is no target \"" + target + "\"; there is " + String.join(", ", targets()));
  }

  /** In order, relative to the folder that they are for. */
  List<Path> all() {
    return List.copyOf(files.keySet());
  }

  /**
   * Those that a folder lacks; others are there with the same contents.
   *
   * @throws ReleaseFailure when files are there with other contents
   */
  List<Path> missing(Path folder) throws ReleaseFailure, IOException {
    List<Path> missing = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        missing.add(file.getKey());
      } else if (!file.getKey().equals(IGNORED) && !hasContents(target, file.getValue())) {
        others.add(Paths.shown(target));
      }
    }
    if (!others.isEmpty()) {
      throw new ReleaseFailure.BadRequest(
          inTheWay(others) + " there already, with other contents; nothing was written",
          "init into another folder, or move what is there away");
    }
    return missing;
  }

  /** Writes some of them into a folder, and overwrites nothing, whatever got there meanwhile. */
  void write(List<Path> some, Path folder) throws IOException {
    for (Path file : some) {
      Path target = folder.resolve(file);
      byte[] bytes = Objects.requireNonNull(files.get(file));
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.write(target, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (bytes.length > 1 && bytes[0] == '#' && bytes[1] == '!') {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static String inTheWay(List<String> files) {
    return switch (files.size()) {
      case 1 -> files.getFirst() + " is";
      case 2 -> files.getFirst() + " and " + files.getLast() + " are";
      default -> files.getFirst() + " and " + (files.size() - 1) + " more are";
    };
  }

  private static boolean hasContents(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  /** The comment beside it stays where it stands, if the name leaves room for that. */
  private static byte[] named(byte[] pipeline, String application) {
    Matcher line = APPLICATION.matcher(new String(pipeline, StandardCharsets.UTF_8));
    return line.replaceFirst(
            found -> {
              int width = found.group(1).length() + found.group(2).length();
              String space = " ".repeat(Math.max(1, width - application.length()));
              return "application: " + application + space;
            })
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void read(String folder, Map<Path, byte[]> files) throws IOException {
    URL url = ReferenceFiles.class.getResource("/reference/" + folder);
    if (url == null) {
      throw new IOException("this build lacks the reference files of " + folder);
    }
    try {
      URI uri = url.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          read(folder, jar.getPath("/reference/" + folder), files);
        }
      } else {
        read(folder, Path.of(uri), files);
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void read(String folder, Path from, Map<Path, byte[]> files) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String below = from.relativize(file).toString();
        files.put(
            below.isEmpty() ? Path.of(folder) : Path.of(folder, below), Files.readAllBytes(file));
      }
    }
  }
}
