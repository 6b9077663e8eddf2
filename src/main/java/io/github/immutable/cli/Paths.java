package io.github.immutable.cli;

import java.nio.file.Path;

/** Paths as they are typed from here. */
final class Paths {
  private Paths() {}

  /** Relative to the working directory where it lies below it. */
  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = path.toAbsolutePath().normalize();
    return whole.startsWith(here) ? here.relativize(whole).toString() : whole.toString();
  }
}
