package io.github.immutable.image;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packer as {@code src/test/record/packer} recorded it, in a build that a test can look at. */
final class RecordedPacker {
  /** The scratch folder's name in the recordings. */
  static final Path CHECKOUT = Path.of("/build");

  /** What a test looks at while Packer runs. */
  interface Check {
    void on(ToolCall call) throws IOException;
  }

  private RecordedPacker() {}

  static PackerBuild buildIn(Path scratch) {
    Checkout checkout =
        new Checkout(
            CHECKOUT,
            List.of("packer/container/bin"),
            scratch.resolve("logs"),
            Duration.ofMinutes(30));
    return new PackerBuild(
        checkout,
        "packer/container",
        Map.of("image_id", "abc-1", "secret", "hush"),
        scratch.resolve("manifest.json"),
        scratch.resolve("results"),
        new ToolLock(scratch.resolve("lock")));
  }

  /** Says and leaves behind what Packer did in the recording. */
  static RecordedTool recorded(PackerBuild build, String name, Check check) {
    Path recording = RecordedTool.recording(name);
    try {
      return new RecordedTool(
          Files.readString(recording.resolve("packer.out")),
          "",
          call -> {
            copy(recording.resolve("manifest.json"), build.manifest());
            copyAll(recording.resolve("results"), build.results());
            check.on(call);
            return Integer.parseInt(Files.readString(recording.resolve("exit-code")).strip());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says nothing and leaves this manifest behind. */
  static RecordedTool leaving(PackerBuild build, String manifest) {
    return new RecordedTool(
        "",
        "",
        call -> {
          Files.writeString(build.manifest(), manifest);
          return 0;
        });
  }

  private static void copyAll(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) {
          copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
