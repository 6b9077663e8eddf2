package io.github.immutable.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The port of the front door. HAProxy listens with SO_REUSEPORT, so a second instance of the same
 * user would not fail but share the requests: whether the port is free must be asked beforehand.
 */
final class Port {
  private static final String LISTENING = "0A";

  private Port() {}

  /** Address and port as HAProxy's {@code bind} takes them. */
  static String bind(URI frontDoor) throws TrafficException {
    if (!"http".equalsIgnoreCase(frontDoor.getScheme()) || frontDoor.getHost() == null) {
      throw new TrafficException(
          "an HAProxy of ours cannot be at " + frontDoor,
          "give front_door as http://ADDRESS:PORT/, or an HAProxy of your own");
    }
    return frontDoor.getHost() + ":" + number(frontDoor);
  }

  /**
   * Waits for what had the port to let go of it.
   *
   * @throws PortTakenException when it does not, with who has it as far as this user may know
   */
  static void awaitFree(URI frontDoor, Duration within)
      throws IOException, TrafficException, InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    InetAddress address = InetAddress.getByName(frontDoor.getHost());
    while (true) {
      try (ServerSocket trial = new ServerSocket()) {
        trial.bind(new InetSocketAddress(address, number(frontDoor)));
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          String holder = holder(number(frontDoor)).map(who -> ": " + who + " has it").orElse("");
          throw new PortTakenException(
              "cannot listen on " + bind(frontDoor) + " (" + e.getMessage() + ")" + holder,
              "stop that, or choose another front_door in the pipeline file");
        }
      }
      Thread.sleep(50);
    }
  }

  private static int number(URI frontDoor) {
    return frontDoor.getPort() == -1 ? 80 : frontDoor.getPort();
  }

  /** Name and id of a process that listens there (proc(5), {@code /proc/net/tcp}). */
  private static Optional<String> holder(int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      for (String line :
          Files.exists(Path.of(table)) ? Files.readAllLines(Path.of(table)) : Set.<String>of()) {
        String[] cells = line.strip().split("\\s+", -1);
        if (cells.length > 9 && cells[1].endsWith(suffix) && cells[3].equals(LISTENING)) {
          sockets.add("socket:[" + cells[9] + "]");
        }
      }
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          String name = Files.readString(process.resolve("comm")).strip();
          return Optional.of(name + " (process " + process.getFileName() + ")");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // Another user's, or just ended.
    }
    return false;
  }
}
