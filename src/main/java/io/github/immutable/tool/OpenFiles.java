package io.github.immutable.tool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which files processes have open, by {@code /proc/PID/fd} (proc(5)). */
final class OpenFiles {
  private static final Path PROCESSES = Path.of("/proc");

  private OpenFiles() {}

  /** Whether some process of this user has the file open; the tool that writes it, then. */
  static boolean isOpen(Path file) throws IOException {
    Path real = file.toRealPath();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (hasOpen(process, real)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasOpen(Path process, Path file) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (leadsTo(descriptor, file)) {
          return true;
        }
      }
    } catch (IOException e) {
      // it has ended meanwhile, or is somebody else's
    }
    return false;
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException e) {
      return false;
    }
  }
}
