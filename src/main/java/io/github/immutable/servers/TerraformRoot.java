package io.github.immutable.servers;

import static java.util.regex.Matcher.quoteReplacement;

import io.github.immutable.tool.Digest;
import io.github.immutable.tool.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Terraform root as it was when it launched a slot. It is copied, because a slot may be changed
 * and destroyed only by the files that made it.
 *
 * @param folder the copy
 */
public record TerraformRoot(Path folder) {
  // possessive, because Java would take a stack frame for each character of a text
  private static final Pattern COMMENT =
      Pattern.compile("(\"(?:[^\"\\\\\n]|\\\\.)*+\")|#[^\n]*|//[^\n]*|(?s:/\\*.*?\\*/)");
  private static final Pattern BACKEND =
      Pattern.compile("(?m)(?:^|[{\\s])(?:backend\\s*\"[^\"\\n]*\"\\s*\\{|cloud\\s*\\{)");
  private static final Pattern LOCAL_BACKEND =
      Pattern.compile("(?m)\\bbackend\"?[\\s:{]*\"local\"");
  private static final Pattern JSON_BACKEND = Pattern.compile("\"(?:backend|cloud)\"\\s*:");
  private static final String OVERRIDE = "immutable_override.tf";

  /**
   * Copies a root, leaving behind what Terraform itself keeps in it. A link is copied as what it
   * leads to, which may lie outside the root.
   */
  public static TerraformRoot copy(Path from, Path to) throws IOException {
    List<Path> files = files(from);
    if (Files.isDirectory(to) && !Files.isSameFile(from, to)) {
      for (Path stale : files(to)) {
        if (!files.contains(from.resolve(to.relativize(stale).toString()))) {
          Files.delete(stale);
        }
      }
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      PrivateFiles.folderOf(target);
      Files.copy(
          file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }
    PrivateFiles.close(to);
    return new TerraformRoot(to);
  }

  /** SHA-256 over the paths, modes and contents, 64 hexadecimal digits. */
  public String digest() throws IOException {
    Digest digest = new Digest();
    for (Path file : files(folder)) {
      digest
          .text(folder.relativize(file).toString())
          .text(Files.isExecutable(file) ? "x" : "-")
          .bytes(Files.readAllBytes(file));
    }
    return digest.hex();
  }

  /** How much it is. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** All of it, in the order of the paths. */
  public List<RootFile> contents() throws IOException {
    List<RootFile> contents = new ArrayList<>();
    for (Path file : files(folder)) {
      contents.add(
          new RootFile(
              folder.relativize(file).toString(),
              Files.isExecutable(file),
              Base64.getEncoder().encodeToString(Files.readAllBytes(file))));
    }
    return contents;
  }

  /**
   * Writes a root's files to a folder.
   *
   * @throws IOException also when a path leads out of the folder, or a content is no Base64
   */
  public static TerraformRoot write(List<RootFile> contents, Path to) throws IOException {
    for (RootFile file : contents) {
      Path target = to.resolve(file.path()).normalize();
      if (!target.startsWith(to) || target.equals(to)) {
        throw new IOException("a file of the root would be outside of it: " + file.path());
      }
      PrivateFiles.folderOf(target);
      try {
        Files.write(target, Base64.getDecoder().decode(file.content()));
      } catch (IllegalArgumentException e) {
        throw new IOException("a file of the root cannot be decoded: " + file.path(), e);
      }
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(file.executable() ? "rwx------" : "rw-------"));
    }
    return new TerraformRoot(to);
  }

  /** Whether the root names a backend of its own; if not, its state is kept beside the ledger. */
  boolean hasBackend() throws IOException {
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      // a module's backend counts for nothing
      boolean ofRoot = folder.equals(file.getParent());
      if (ofRoot && (name.endsWith(".tf") || name.endsWith(".tofu")) && finds(BACKEND, file)) {
        return true;
      }
      if (ofRoot
          && (name.endsWith(".tf.json") || name.endsWith(".tofu.json"))
          && JSON_BACKEND.matcher(text(file)).find()) {
        return true;
      }
    }
    return false;
  }

  /** Whether that backend is a folder of this machine. */
  boolean hasLocalBackend() throws IOException {
    for (Path file : files(folder)) {
      if (folder.equals(file.getParent()) && finds(LOCAL_BACKEND, file)) {
        return true;
      }
    }
    return false;
  }

  private static boolean finds(Pattern what, Path file) throws IOException {
    String text =
        COMMENT
            .matcher(text(file))
            .replaceAll(found -> found.group(1) == null ? " " : quoteReplacement(found.group(1)));
    return what.matcher(text).find();
  }

  /** Byte by byte: a comment that is no UTF-8 is Terraform's to judge. */
  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Points a root at the given folder of states, whatever backend it names. */
  public void keepStateIn(Path states) throws IOException {
    PrivateFiles.write(
        folder.resolve(OVERRIDE),
        """
        terraform {
          backend "local" {
            workspace_dir = %s
          }
        }
        """
            .formatted(Json.MAPPER.writeValueAsString(states.toString())));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !ofTerraform(folder.relativize(file)))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean ofTerraform(Path file) {
    String name = file.getFileName().toString();
    return file.startsWith(".terraform")
        || file.startsWith("terraform.tfstate.d")
        || name.equals(OVERRIDE)
        || name.contains(".tfstate");
  }
}
