package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A project of which a version is live, while one thing is about to be wrong with it. */
final class LiveProject implements Project {
  private final Sample web;
  private final List<AutoCloseable> begun = new ArrayList<>();
  private Typist typist = this::plainly;

  LiveProject(Sample web) {
    this.web = web;
  }

  /** How the command is typed. */
  interface Typist {
    Answer types(List<String> words) throws Exception;
  }

  Sample web() {
    return web;
  }

  @Override
  public Path folder() {
    return web.checkout.folder();
  }

  @Override
  public String application() {
    return web.application;
  }

  @Override
  public int port() {
    return web.firstPort;
  }

  Path home() {
    return folder().resolve(".immutable");
  }

  Path scratch() {
    return web.command.scratch();
  }

  @Override
  public String answeringSlot() {
    try {
      return web.answeringSlot();
    } catch (UncheckedIOException e) {
      assertThat(e.getCause()).isInstanceOf(ConnectException.class);
      return "";
    }
  }

  @Override
  public Answer types(List<String> words) throws Exception {
    return typist.types(words);
  }

  private Answer plainly(List<String> words) {
    return web.immutable(words.toArray(String[]::new));
  }

  /** Something that is undone after the row. */
  void begins(AutoCloseable its) {
    begun.addFirst(its);
  }

  void typedBy(Typist its) {
    typist = its;
  }

  /** A file as it is now, which it will be again. */
  void keeps(Path file) throws IOException {
    byte[] before = Files.readAllBytes(file);
    begins(() -> Files.write(file, before));
  }

  /**
   * Typed where some places are others. The engine stays outside: a container that is started in
   * there could not be seen from out here, and with Podman then no other one could.
   *
   * @param namespace a command that runs the one appended to it
   */
  void typedIn(List<String> namespace) throws IOException {
    assertThat(Shell.isRoot()).as("root, who alone may leave a mount namespace").isTrue();
    Optional<Path> podman = Shell.find("podman");
    if (podman.isPresent()) {
      Path outside = scratch().resolve("tools/podman");
      Files.writeString(
          outside,
          """
          #!/bin/sh
          exec nsenter --mount=/proc/%d/ns/mnt '%s' "$@"
          """
              .formatted(ProcessHandle.current().pid(), podman.get()));
      Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxr-xr-x"));
      begins(() -> Files.delete(outside));
    }
    typedBy(
        words -> {
          List<String> command = new ArrayList<>(namespace);
          command.add(CommandLine.LAUNCHER);
          command.addAll(words);
          return web.command.begin(command, words).await();
        });
  }

  /** Undoes what was done for the row; production is what it should be, and nothing else stands. */
  void ends() throws Exception {
    for (AutoCloseable its : begun) {
      its.close();
    }
    var status = web.status();
    assertThat(status.at("/problems")).isEmpty();
    assertThat(web.containers.all())
        .as("servers that stand")
        .hasSize(status.at("/slots").findValuesAsText("healthy").size());
    assertThat(web.containers.builders()).isEmpty();
  }
}
