package io.github.immutable.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineLoader;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** A file of the Terraform root and of the Packer template, and what both tools say of them. */
final class ContractTarget implements Consumer<byte[]> {
  private final Path folder;
  private final Pipeline pipeline;

  ContractTarget(Path folder) throws Exception {
    this.folder = folder;
    UserFiles unused = UserFiles.in(folder);
    this.pipeline = PipelineLoader.load(folder.resolve(UserFiles.PIPELINE));
  }

  @Override
  public void accept(byte[] input) {
    Contract contract = new Contract(pipeline, folder, folder, Map.of());
    try {
      Files.write(folder.resolve(UserFiles.MAIN), input);
      Files.write(folder.resolve(UserFiles.TEMPLATE), input);
      assertThat(contract.check()).allMatch(breach -> breach.toString() != null);
      assertThat(contract.validate((call, line) -> failed(call, input), "terraform", folder))
          .isNotNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ToolException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ToolRun failed(ToolCall call, byte[] output) {
    try {
      Files.write(call.standardOutput(), output);
      Files.write(call.standardError(), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ToolRun(call, 1, Duration.ZERO);
  }
}
