package io.github.immutable.servers;

import io.github.immutable.tool.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
  private static final Pattern BACKEND = Pattern.compile("(?m)^\\s*(backend\\s+\"|cloud\\s*\\{)");
  private static final String OVERRIDE = "immutable_override.tf";

  /** Copies a root, leaving behind what Terraform itself keeps in it. */
  public static TerraformRoot copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(
          file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }
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

  /** Whether the root names a backend of its own; if not, its state is kept beside the ledger. */
  boolean hasBackend() throws IOException {
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".tf") && BACKEND.matcher(Files.readString(file)).find()) {
        return true;
      }
    }
    return false;
  }

  /** Points a root without a backend at the given folder of states. */
  void keepStateIn(Path states) throws IOException {
    Files.writeString(
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
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
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
