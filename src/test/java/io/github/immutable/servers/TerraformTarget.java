package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What {@code terraform plan|apply -json} printed. */
final class TerraformTarget implements Consumer<byte[]> {
  private final Path folder;

  TerraformTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public void accept(byte[] input) {
    ToolRun run = run(folder, input);
    run.output().lines().forEach(line -> assertThat(Diagnostics.progress(line)).isNotNull());
    ServersException failure = Json.failed(run, "terraform failed", Diagnostics.errors(run));
    assertThat(failure.lines()).doesNotContainNull();
  }

  /** A run that printed this. */
  static ToolRun run(Path folder, byte[] output) {
    ToolCall call =
        new ToolCall("terraform", List.of("terraform"), folder, Map.of(), folder, Duration.ZERO);
    try {
      Files.write(call.standardOutput(), output);
      Files.write(call.standardError(), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ToolRun(call, 1, Duration.ZERO);
  }

  /** The same of another call, which ended well. */
  static ToolRun ended(Path folder, byte[] output, ToolCall call) {
    ToolRun run = run(folder, output);
    return new ToolRun(
        new ToolCall(run.call().name(), call.command(), folder, Map.of(), folder, Duration.ZERO),
        0,
        Duration.ZERO);
  }
}
