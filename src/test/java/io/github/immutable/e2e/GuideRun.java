package io.github.immutable.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bash at work on a whole page.
 *
 * @param folder it starts in
 * @param scratch for the script and what it prints
 * @param environment added to the inherited one; an empty value removes a variable
 */
record GuideRun(Path folder, Path scratch, Map<String, String> environment) {
  private static final int MINUTES = 10;

  /**
   * What a reader has, wherever this runs: a JDK on the PATH, an identity for git, no CI.
   *
   * @param before comes first on the PATH; may be empty
   */
  static Map<String, String> reader(String before) {
    String compiler = Path.of(System.getProperty("java.home"), "bin").toString();
    String path = System.getenv("PATH") + File.pathSeparator + compiler;
    return Map.of(
        "PATH", before.isEmpty() ? path : before + File.pathSeparator + path,
        "GIT_AUTHOR_NAME", "End To End",
        "GIT_AUTHOR_EMAIL", "e2e@localhost",
        "GIT_COMMITTER_NAME", "End To End",
        "GIT_COMMITTER_EMAIL", "e2e@localhost",
        "GIT_CONFIG_GLOBAL", "/dev/null",
        "CI", "",
        "IMMUTABLE_TERRAFORM", "");
  }

  /** What the script printed, both streams as they came, whether it succeeded or not. */
  String printed(String script) {
    try {
      Path file = Files.writeString(scratch.resolve("page.sh"), script);
      Path output = scratch.resolve("page.out");
      ProcessBuilder builder =
          new ProcessBuilder("bash", file.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile());
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      Process bash = builder.start();
      try {
        if (!bash.waitFor(MINUTES, TimeUnit.MINUTES)) {
          throw new AssertionError("not done after " + MINUTES + " minutes: " + text(output));
        }
      } finally {
        bash.descendants().forEach(ProcessHandle::destroy);
        bash.destroy();
      }
      return text(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
