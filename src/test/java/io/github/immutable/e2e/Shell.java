package io.github.immutable.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The tools that the tests themselves look through: git, the container engine, kill. */
final class Shell {
  static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  /** As {@code bin/environment} sets it. */
  static final String PATH =
      System.getenv("PATH") + ":/usr/sbin:/sbin:" + BASE.resolve(".cache/bin");

  private Shell() {}

  /**
   * Standard output of a command that must succeed.
   *
   * @throws AssertionError with what it said, when it fails or is not installed
   */
  static String run(Path directory, String... command) {
    try {
      Path out = Files.createTempFile("immutable-e2e", ".out");
      Path err = Files.createTempFile("immutable-e2e", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new AssertionError(
              String.join(" ", command) + " failed: " + Files.readString(out) + text(err));
        }
        return text(out);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError(
          command[0] + " could not be run; bin/setup installs what these tests need: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + command[0], e);
    }
  }

  static List<String> lines(String... command) {
    return run(BASE, command).lines().filter(line -> !line.isBlank()).toList();
  }

  /** The same container engine that the project's own files call. */
  static String engine() {
    return BASE.resolve("terraform/container/bin/docker").toString();
  }

  /** Where a tool is; the test fails when it is not installed. */
  static Path installed(String tool) {
    return find(tool)
        .orElseThrow(
            () ->
                new AssertionError(
                    tool + " is not installed, and this test needs it: bin/setup installs it"));
  }

  static Optional<Path> find(String tool) {
    return Stream.of(PATH.split(":", -1))
        .map(folder -> Path.of(folder).resolve(tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What runs a command, appended to it, where some places are others for it and all it starts. */
  static List<String> namespace(String mounts) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!isRoot()) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("sh", "-ec", mounts + "; exec \"$@\"", "sh"));
    return command;
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  static void signal(String name, long process) {
    run(BASE, "kill", "-" + name, String.valueOf(process));
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
