package io.github.immutable.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Packer template starts by itself. */
final class Template {
  private static final Pattern PROVISIONER =
      Pattern.compile("(?m)^\\s*provisioner\\s+\"ansible\"|\"type\"\\s*:\\s*\"ansible\"");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\s*command\\s*=|\"command\"\\s*:");

  private Template() {}

  /**
   * Whether building runs {@code ansible-playbook} from the search path. A template that names a
   * command of its own is taken not to, as is one that cannot be read: Packer will tell.
   */
  static boolean runsAnsible(Path template) {
    try {
      for (Path file : files(template)) {
        String text = Files.readString(file);
        if (PROVISIONER.matcher(text).find() && !COMMAND.matcher(text).find()) {
          return true;
        }
      }
      return false;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static List<Path> files(Path template) throws IOException {
    if (!Files.isDirectory(template)) {
      return List.of(template);
    }
    try (Stream<Path> entries = Files.list(template)) {
      return entries
          .filter(file -> file.toString().endsWith(".pkr.hcl") || file.toString().endsWith(".json"))
          .toList();
    }
  }
}
