package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A terminal of its own, by util-linux's {@code script}, in which somebody types. */
record Terminal(Path folder) {
  private static final Path LAUNCHER = Path.of("bin/immutable").toAbsolutePath();

  /**
   * What is on the screen once {@code bin/immutable} has ended; what is typed is there too. After
   * the last line the input ends, as by Ctrl-D.
   */
  Run immutable(Map<String, String> environment, String arguments, String... typed)
      throws IOException, InterruptedException {
    Path input = Files.createTempFile("immutable", ".typed");
    Path screen = Files.createTempFile("immutable", ".screen");
    try {
      Files.write(input, List.of(typed));
      ProcessBuilder builder =
          new ProcessBuilder("script", "-qec", "'" + LAUNCHER + "' " + arguments, "/dev/null")
              .directory(folder.toFile())
              .redirectInput(input.toFile())
              .redirectOutput(screen.toFile())
              .redirectErrorStream(true);
      builder.environment().put("CI", "");
      builder.environment().putAll(environment);
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended: " + arguments).isTrue();
      return new Run(process.exitValue(), Files.readString(screen).replace("\r", ""), "");
    } finally {
      Files.delete(input);
      Files.delete(screen);
    }
  }
}
