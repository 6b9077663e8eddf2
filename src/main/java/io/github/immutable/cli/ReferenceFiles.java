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
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The reference files of a target, as this build carries them: the project's own, unchanged. */
final class ReferenceFiles {
  private static final Map<String, List<String>> TARGETS =
      Map.of(
          "container",
          List.of("packer/container", "ansible", "terraform/container", "pipelines/local.yml"));

  private final Map<Path, byte[]> files;

  private ReferenceFiles(Map<Path, byte[]> files) {
    this.files = files;
  }

  /** Those of a target. */
  static ReferenceFiles of(String target) throws ReleaseFailure, IOException {
    List<String> folders = TARGETS.get(target);
    if (folders == null) {
      throw new ReleaseFailure.BadRequest(
          "there is no target \"" + target + "\"",
          "targets: " + String.join(", ", TARGETS.keySet()));
    }
    Map<Path, byte[]> files = new TreeMap<>();
    for (String folder : folders) {
      read(folder, files);
    }
    files.put(Path.of(".gitignore"), ".immutable/\n".getBytes(StandardCharsets.UTF_8));
    return new ReferenceFiles(files);
  }

  /**
   * Writes them, and leaves alone those that are there already with the same contents.
   *
   * @return the files written, relative to the folder
   * @throws ReleaseFailure when a file is there with other contents; nothing was written then
   */
  List<Path> copyTo(Path folder) throws ReleaseFailure, IOException {
    Map<Path, byte[]> missing = new TreeMap<>();
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      if (!Files.exists(target)) {
        missing.put(file.getKey(), file.getValue());
      } else if (!Arrays.equals(Files.readAllBytes(target), file.getValue())
          && !file.getKey().equals(Path.of(".gitignore"))) {
        throw new ReleaseFailure.BadRequest(
            target + " is there already, with other contents; nothing was written",
            "init into another folder, or move that file away");
      }
    }
    for (Map.Entry<Path, byte[]> file : missing.entrySet()) {
      Path target = folder.resolve(file.getKey());
      byte[] bytes = file.getValue();
      Files.createDirectories(target.getParent());
      Files.write(target, bytes);
      if (bytes.length > 1 && bytes[0] == '#' && bytes[1] == '!') {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    return List.copyOf(missing.keySet());
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
