package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of Ansible's junit callback, and the same as what Packer printed, of a failed build. */
final class AnsibleTarget implements Consumer<byte[]> {
  private final Path folder;
  private final Path results;

  AnsibleTarget(Path folder) throws IOException {
    this.folder = folder;
    this.results = Files.createDirectories(folder.resolve("results"));
  }

  @Override
  public void accept(byte[] input) {
    try {
      Files.write(results.resolve("playbook.xml"), input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PackerOutcome outcome =
        PackerOutcome.of(PackerTarget.run(folder, input, 1), folder.resolve("none"), results);

    BuildException failure = catchThrowableOfType(BuildException.class, outcome::artifacts);

    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).isNotBlank();
    assertThat(failure.remedy()).isNotBlank();
    assertThat(failure.log()).isNotNull();
  }
}
