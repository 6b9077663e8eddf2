package io.github.immutable.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.util.SystemReader;

/** A folder that is filled from git, and out of which nothing is ever written. */
final class ExportFolder {
  private static final String RENAME = "rename it and commit";

  private final Path folder;
  private final List<Path> inputs;

  private ExportFolder(Path folder, List<Path> inputs) {
    this.folder = folder;
    this.inputs = inputs;
  }

  static ExportFolder in(Path emptyFolder, List<String> inputs)
      throws IOException, SourceException {
    Files.createDirectories(emptyFolder);
    try (Stream<Path> present = Files.list(emptyFolder)) {
      if (present.findAny().isPresent()) {
        throw new SourceException(
            "the folder for the checkout is not empty: " + emptyFolder, "give it an empty one");
      }
    }
    return new ExportFolder(
        emptyFolder.toRealPath(), inputs.stream().map(Path::of).map(Path::normalize).toList());
  }

  boolean isInput(String path) {
    return inputs.stream()
        .anyMatch(input -> input.toString().isEmpty() || Path.of(path).startsWith(input));
  }

  /** Fails when something lies there already, as two entries of one name in a forged tree would. */
  void folder(String path) throws IOException, SourceException {
    Files.createDirectory(at(path));
  }

  /** For entries that come without their folders. */
  void foldersAbove(String path) throws IOException, SourceException {
    Path parent = at(path).getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  void file(String path, boolean executable, InputStream content)
      throws IOException, SourceException {
    Path file = at(path);
    try (InputStream in = content) {
      Files.copy(in, file);
    }
    // whatever the umask: the mode is part of the fingerprint
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  void symbolicLink(String path, String target) throws IOException, SourceException {
    Path link = at(path);
    if (leadsOut(path, Path.of(target))) {
      throw new SourceException(
          "symbolic link `" + path + "` leads out of the project: " + target,
          "replace it by a copy, or by a link that stays inside");
    }
    Files.createSymbolicLink(link, Path.of(target));
  }

  // `..` may stand in front only: behind a name that is itself a link it means another folder.
  private static boolean leadsOut(String path, Path target) {
    int up = 0;
    for (int i = 0; i < target.getNameCount(); i++) {
      if (target.getName(i).toString().equals("..")) {
        if (up++ != i) {
          return true;
        }
      }
    }
    return target.isAbsolute() || up >= Path.of(path).getNameCount();
  }

  private Path at(String path) throws SourceException {
    try {
      SystemReader.getInstance().checkPath(path);
      Path file = folder.resolve(path);
      if (file.normalize().equals(file) && file.startsWith(folder)) {
        return file;
      }
    } catch (CorruptObjectException e) {
      throw new SourceException(e.getMessage() + ": a name that is not safe to write", RENAME, e);
    }
    throw new SourceException("`" + path + "`: a name that is not safe to write", RENAME);
  }
}
