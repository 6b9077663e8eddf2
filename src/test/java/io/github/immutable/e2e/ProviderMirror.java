package io.github.immutable.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Terraform providers that {@code bin/setup --tests} has put into {@code .cache/providers}. */
final class ProviderMirror {
  private static final Path FOLDER = Shell.BASE.resolve(".cache/providers");

  private ProviderMirror() {}

  /** Writes a configuration file for Terraform that lets it take providers from there alone. */
  static Path configuration(Path file) throws IOException {
    return Files.writeString(
        file,
        """
        provider_installation {
          filesystem_mirror {
            path = "%s"
          }
        }
        """
            .formatted(FOLDER));
  }
}
