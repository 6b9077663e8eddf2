package io.github.immutable.pipeline;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Paths of the project, which stay inside it, and commands that may begin with one. */
final class PathRules {
  private PathRules() {}

  /** Whether a path is there and relative, and leads to nowhere outside the project. */
  static boolean inside(String place, Values values) {
    String text = values.text(place).orElse(null);
    if (text == null) {
      return false;
    }
    boolean inside = inside(text);
    if (!inside) {
      values.findings().mistake(place, "expected a path inside the project, relative, without ..");
    }
    return inside;
  }

  private static boolean inside(String text) {
    try {
      return !text.isBlank()
          && text.lines().count() == 1
          && !Path.of(text).isAbsolute()
          && !List.of(text.split("/")).contains("..");
    } catch (InvalidPathException unusable) {
      return false;
    }
  }

  /** A command is its executable and its arguments; a path to it is one of the project's. */
  static void command(String place, Values values) {
    if (!values.isList(place)) {
      return;
    }
    String executable = values.text(place + ".0").orElse("");
    if (values.elements(place).isEmpty() || executable.isBlank()) {
      values.findings().mistake(place, "expected an executable and its arguments, found none");
    } else if (executable.contains("/")) {
      inside(place + ".0", values);
    }
  }
}
