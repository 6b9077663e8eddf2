package io.github.immutable.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of a Terraform root, in which a backend is looked for. */
final class RootTarget implements Consumer<byte[]> {
  private final Path folder;

  RootTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public void accept(byte[] input) {
    try {
      Files.write(folder.resolve("main.tf"), input);
      new TerraformRoot(folder).hasBackend();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
