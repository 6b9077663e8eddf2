package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small disk in a folder's place, that a test fills and frees. It is mounted for everybody, since
 * containers must not be started in a mount namespace of their own.
 */
final class Disk implements AutoCloseable {
  private final Path folder;

  /** What takes all the room. It has no name any more, so that nobody deletes it. */
  private final List<OutputStream> fillers = new ArrayList<>();

  private Disk(Path folder) {
    this.folder = folder;
  }

  /** Mounts an empty one; what the folder holds is out of sight until it is closed. */
  static Disk mount(Path folder, int megabytes) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String ours = "size=%dm,mode=0700,uid=%d,gid=%d".formatted(megabytes, id("uid"), id("gid"));
    asRoot("mount", "-t", "tmpfs", "-o", ours, "tmpfs", folder.toString());
    return new Disk(folder);
  }

  /** Of whoever runs this, by what the kernel says of the process. */
  private static int id(String name) {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Leaves no room for a single byte in a new file. */
  void fill() {
    for (int block : List.of(1 << 20, 1 << 12)) {
      byte[] nothing = new byte[block];
      Path file = folder.resolve("filler");
      try {
        OutputStream filler = Files.newOutputStream(file);
        fillers.add(filler);
        Files.delete(file);
        while (true) {
          filler.write(nothing);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("No space left on device");
      }
    }
  }

  void free() {
    try {
      for (OutputStream filler : fillers) {
        filler.close();
      }
      fillers.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unmounts it, though somebody may have a file open in it. */
  @Override
  public void close() {
    free();
    asRoot("umount", "--lazy", folder.toString());
  }

  private static void asRoot(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    if (!Shell.isRoot()) {
      command.addAll(0, List.of("sudo", "-n"));
    }
    Shell.run(Shell.BASE, command.toArray(String[]::new));
  }
}
