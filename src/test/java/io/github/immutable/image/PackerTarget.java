package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What Packer printed, as that of a build without a manifest that ended well. */
final class PackerTarget implements Consumer<byte[]> {
  private final Path folder;

  PackerTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public void accept(byte[] input) {
    List<Artifact> artifacts;
    try {
      artifacts =
          PackerOutcome.of(run(folder, input, 0), folder.resolve("none"), folder).artifacts();
    } catch (BuildException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.remedy()).isNotBlank();
      return;
    }
    assertThat(artifacts).isNotEmpty();
    List<String> lines = new String(input, StandardCharsets.UTF_8).lines().toList();
    for (Artifact artifact : artifacts) {
      String told = ",artifact,0,id," + artifact.id().replace(",", "%!(PACKER_COMMA)");
      assertThat(lines)
          .as("the line that gave %s", artifact)
          .anyMatch(
              line ->
                  line.endsWith(told)
                      || line.endsWith(
                          "," + artifact.builder() + ",artifact,0,id," + artifact.id()));
      thenExact(artifact);
    }
  }

  /** An id that can be handed on: nothing in it that a terminal or a decoder has changed. */
  static void thenExact(Artifact artifact) {
    assertThat(artifact.id())
        .isNotBlank()
        .matches(id -> id.chars().noneMatch(one -> Character.isISOControl(one) || one == 0xfffd));
  }

  /** A run of Packer that printed this. */
  static ToolRun run(Path folder, byte[] output, int exitCode) {
    ToolCall call =
        new ToolCall("packer-build", List.of("packer"), folder, Map.of(), folder, Duration.ZERO);
    try {
      Files.write(call.standardOutput(), output);
      Files.write(call.standardError(), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ToolRun(call, exitCode, Duration.ZERO);
  }
}
