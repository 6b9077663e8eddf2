package io.github.immutable.traffic;

import io.github.immutable.servers.HttpProbe;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real HAProxy of ours on a free port, and what may befall it. */
final class RealHaproxy {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final URI frontDoor;
  final Path folder;
  final ManagedHaproxy managed;
  final Haproxy traffic;

  RealHaproxy(Path temporary, int capacity) throws Exception {
    frontDoor = URI.create("http://127.0.0.1:" + freePort() + "/");
    folder = temporary.resolve("a project/.immutable/haproxy");
    managed = managed(frontDoor, capacity);
    managed.start();
    traffic = new Haproxy(managed.config());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  ManagedHaproxy managed(URI address, int capacity) throws TrafficException {
    return ManagedHaproxy.in(folder, "web", address, capacity, new ProcessRunner(new SystemTime()));
  }

  HaproxySocket master() {
    Path master = managed.config().masterSocket();
    if (master == null) {
      throw new IllegalStateException("ours always has a master");
    }
    return new HaproxySocket(master, PATIENCE);
  }

  ProcessList processes() throws Exception {
    return ProcessList.parse(master().ask("show proc"));
  }

  /** A reload as an operator or a package upgrade causes it. */
  void reload() throws Exception {
    int before = processes().reloads();
    master().tell("reload");
    until(() -> processes().reloads() > before && processes().failedReloads() == 0);
  }

  /** What a power cut does: every process of it gone at once, and nothing said. */
  void kill() throws Exception {
    ProcessList processes = processes();
    List<ProcessHandle> handles =
        Stream.concat(Stream.of(processes.master()), processes.all().stream())
            .flatMap(id -> ProcessHandle.of(id).stream())
            .toList();
    handles.forEach(ProcessHandle::destroyForcibly);
    until(() -> handles.stream().noneMatch(RealHaproxy::runs));
  }

  /** One that nobody has waited for yet is still there and has no command line. */
  private static boolean runs(ProcessHandle process) {
    return process.info().commandLine().isPresent();
  }

  List<ServerState> registered(Slot slot) throws Exception {
    return new SlotBackend(managed.config(), slot)
        .states(new HaproxySocket(managed.config().socket(), PATIENCE)::ask).stream()
            .filter(ServerState::isRegistered)
            .toList();
  }

  /** One request of somebody who has just come. */
  HttpProbe.Answer ask() throws IOException {
    try (HttpProbe probe = HttpProbe.connect(frontDoor, PATIENCE)) {
      return probe.exchange("GET", "/", Map.of("x-immutable-probe", "1"), PATIENCE);
    }
  }

  void stop() throws Exception {
    managed.stop();
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come true within " + PATIENCE);
      }
      Thread.sleep(10);
    }
  }
}
