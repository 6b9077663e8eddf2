package io.github.immutable.doctor;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.pipeline.Pipelines;
import io.github.immutable.tool.Executables;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine whose search path holds what a test puts there: real tools, stubs, or nothing. */
final class Machine {
  private static final Path REFERENCE = Path.of("").toAbsolutePath();
  private static final Folders ANY_SPACE = new Folders(1, 1);
  private static final Map<String, String> SAID =
      Map.of(
          "packer", "Packer v1.6.6",
          "ansible-playbook", "ansible-playbook [core 2.14.18]",
          "terraform", "{\"terraform_version\": \"1.11.4\"}",
          "haproxy", "HAProxy version 2.6.12-1+deb12u4 2026/10/17");

  private final Path path;
  private final Path logs;

  /** With every tool; those that are slow to answer are stubs that answer well. */
  Machine(Path folder) {
    try {
      path = Files.createDirectories(folder.resolve("path"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    logs = folder.resolve("logs");
    List.of("true", "sleep", "flock", "setsid", "ssh").forEach(this::link);
    SAID.forEach((name, said) -> script(name, "echo '" + said + "'"));
  }

  /** With the real tools alone. */
  Machine real() {
    SAID.keySet().forEach(this::link);
    return this;
  }

  /** By a script and not by a link, which JUnit's cleaning up of folders warns of. */
  private void link(String name) {
    Path real =
        Executables.find(name, Executables.systemPath())
            .orElseThrow(
                () -> new AssertionError("this test needs " + name + ": bin/setup --tools"));
    script(name, "exec '" + real + "' \"$@\"");
  }

  Machine without(String name) {
    try {
      Files.delete(path.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In place of the real one: a shell script. */
  Machine with(String name, String script) {
    script(name, script);
    return this;
  }

  private void script(String name, String script) {
    write(path.resolve(name), "#!/bin/sh\n" + script + "\n");
  }

  Machine write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path of(String name) {
    return path.resolve(name);
  }

  Readiness readiness() {
    return readiness(ANY_SPACE, new SystemTime());
  }

  /** Whose tools have their twenty seconds in a tenth of one. */
  Readiness hasty() {
    return readiness(ANY_SPACE, new Fast());
  }

  Readiness with(Folders space) {
    return readiness(space, new SystemTime());
  }

  private Readiness readiness(Folders space, Time time) {
    ToolCheck check =
        new ToolCheck(
            new ProcessRunner(time),
            REFERENCE,
            logs,
            new Installation(Optional.of(Installation.Distribution.DEBIAN)),
            path.toString());
    return new Readiness(REFERENCE, reference(), "terraform", space, check);
  }

  private static Pipeline reference() {
    try {
      return Pipelines.choose(REFERENCE, "local");
    } catch (PipelineException e) {
      throw new AssertionError(e);
    }
  }

  /** A clock two hundred times as fast as the real one. */
  private static final class Fast implements Time {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public Duration elapsed() {
      return Duration.ofNanos(System.nanoTime()).multipliedBy(200);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Thread.sleep(duration.dividedBy(200));
    }
  }
}
