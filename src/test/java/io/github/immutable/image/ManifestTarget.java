package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A file of Packer's manifest post-processor, beside a build that ended well and said nothing. */
final class ManifestTarget implements Consumer<byte[]> {
  private final Path folder;
  private final Path manifest;

  ManifestTarget(Path folder) {
    this.folder = folder;
    this.manifest = folder.resolve("manifest.json");
  }

  @Override
  public void accept(byte[] input) {
    List<Artifact> artifacts;
    try {
      Files.write(manifest, input);
      artifacts =
          PackerOutcome.of(PackerTarget.run(folder, new byte[0], 0), manifest, folder).artifacts();
    } catch (BuildException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.remedy()).isNotBlank();
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = new String(input, StandardCharsets.UTF_8).replaceAll("\\s+", "");
    for (Artifact artifact : artifacts) {
      PackerTarget.thenExact(artifact);
      assertThat(text).contains("\"artifact_id\":" + quoted(artifact.id()).replaceAll("\\s+", ""));
    }
  }

  private static String quoted(String text) {
    try {
      return new ObjectMapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
