package io.github.immutable.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files that an image is made of. */
final class InputFiles {
  private final Path checkout;
  private final TreeMap<String, InputFile> files = new TreeMap<>();

  private InputFiles(Path checkout) {
    this.checkout = checkout.toAbsolutePath().normalize();
  }

  /** Every file under the inputs once, in the order of their paths. */
  static Collection<InputFile> under(Path checkout, SortedSet<String> inputs)
      throws ImageException {
    InputFiles found = new InputFiles(checkout);
    for (String input : inputs) {
      found.add(input);
    }
    return found.files.values();
  }

  /** Those of the inputs that are in the checkout, for one that was made for other inputs. */
  static Collection<InputFile> present(Path checkout, SortedSet<String> inputs)
      throws ImageException {
    TreeSet<String> there = new TreeSet<>();
    for (String input : inputs) {
      if (!filesIn(checkout.toAbsolutePath().resolve(input).normalize()).isEmpty()) {
        there.add(input);
      }
    }
    return under(checkout, there);
  }

  /** Every file under a folder, in the order of their paths. */
  static Collection<InputFile> everyFile(Path folder) {
    InputFiles found = new InputFiles(folder);
    found.addAll(found.checkout);
    return found.files.values();
  }

  private void add(String input) throws ImageException {
    Path root = checkout.resolve(input).normalize();
    if (Path.of(input).isAbsolute() || !root.startsWith(checkout)) {
      throw new ImageException(
          "image input `" + input + "` leads out of the project",
          "name files and folders inside the project, relative to it");
    }
    if (filesIn(root).isEmpty()) {
      throw new ImageException(
          "image input `" + input + "` is not in the commit",
          "commit it, or correct `inputs` and `template` in the pipeline file");
    }
    addAll(root);
  }

  private void addAll(Path root) {
    for (Path file : filesIn(root)) {
      String path = checkout.relativize(file).toString();
      InputFile input = new InputFile(path, mode(file), file);
      if (files.putIfAbsent(path, input) == null && input.mode().equals(InputFile.SYMLINK)) {
        addTarget(file);
      }
    }
  }

  // A link's target goes into the image as much as the link does.
  private void addTarget(Path link) {
    try {
      Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
      if (target.startsWith(checkout)) {
        addAll(target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> filesIn(Path root) {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mode(Path file) {
    if (Files.isSymbolicLink(file)) {
      return InputFile.SYMLINK;
    }
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE)
          ? InputFile.EXECUTABLE
          : InputFile.PLAIN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
