package io.github.immutable.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of an HAProxy, and what may befall them. */
record Haproxy(Path folder) {

  /** A reload as an operator or a package upgrade causes it. */
  void reload() {
    ProcessHandle master = master().orElseThrow(() -> new AssertionError("no HAProxy: " + folder));
    Set<Long> before = workers(master);
    Shell.signal("USR2", master.pid());
    Wait.until("a new worker of HAProxy", () -> !before.containsAll(workers(master)));
  }

  /** What a power cut does: every process of it gone at once. The arguments it was started with. */
  List<String> kill() {
    ProcessHandle master = master().orElseThrow(() -> new AssertionError("no HAProxy: " + folder));
    List<String> arguments = arguments(master.pid());
    List<ProcessHandle> all = Stream.concat(Stream.of(master), master.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Wait.until(
        "end of HAProxy", () -> all.stream().allMatch(its -> arguments(its.pid()).isEmpty()));
    return arguments;
  }

  /** Whether its master runs. */
  boolean runs() {
    return master().isPresent();
  }

  void end() {
    if (runs()) {
      kill();
    }
  }

  private static Set<Long> workers(ProcessHandle master) {
    return master.children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private Optional<ProcessHandle> master() {
    Path file = folder.resolve("haproxy.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    long id = Long.parseLong(read(file).strip());
    boolean ours = arguments(id).stream().anyMatch(its -> its.startsWith(folder.toString()));
    return ours ? ProcessHandle.of(id) : Optional.empty();
  }

  /** Empty for a process that has ended, waited for or not. */
  private static List<String> arguments(long id) {
    Path file = Path.of("/proc", String.valueOf(id), "cmdline");
    try {
      return Stream.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0", -1))
          .filter(its -> !its.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
