package io.github.immutable.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds executables the way a shell does. */
public final class Executables {
  private Executables() {}

  /**
   * The executable that a bare name means on this search path.
   *
   * @param path folders separated as in {@code PATH}
   */
  public static Optional<Path> find(String name, String path) {
    if (name.contains("/")) {
      return Optional.of(Path.of(name)).filter(Executables::runnable);
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (runnable(candidate)) {
        return Optional.of(candidate.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /** A search path, and then where Debian keeps what is not for ordinary users. */
  public static String systemPath(String path) {
    return path + ":/usr/local/sbin:/usr/sbin:/sbin";
  }

  /** The inherited search path so extended. */
  public static String systemPath() {
    return systemPath(System.getenv().getOrDefault("PATH", ""));
  }

  private static boolean runnable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
