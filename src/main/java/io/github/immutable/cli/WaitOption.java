package io.github.immutable.cli;

import io.github.immutable.pipeline.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long a command that changes something waits for its turn. */
final class WaitOption {
  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = Converter.class,
      description = {
        "Waits that long for whoever holds the pipeline, for example 10m; then exit 3.",
        "Default: not at all."
      })
  Duration wait = Duration.ZERO;

  /** Durations as in a pipeline file. */
  static final class Converter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return DurationText.parse(text)
          .orElseThrow(() -> new TypeConversionException("expected " + DurationText.EXPECTED));
    }
  }
}
