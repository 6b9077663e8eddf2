package io.github.immutable.traffic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short folder for sockets, for a UNIX socket's path has room for 107 bytes and a project's may
 * be longer. Which one it is stays written down: cron has another {@code XDG_RUNTIME_DIR} than a
 * login.
 */
final class SocketFolder {
  private static final String OWNER_ONLY = "rwx------";

  private SocketFolder() {}

  /**
   * The folder for the instance that lives in this other one; nothing is made.
   *
   * @throws TrafficException when somebody else owns the folder that was made for it, or can look
   *     into it
   */
  static Path of(Path home) throws IOException, TrafficException {
    Path note = home.resolve("sockets");
    if (Files.exists(note)) {
      Path noted = Path.of(Files.readString(note).strip());
      if (Files.isDirectory(noted, LinkOption.NOFOLLOW_LINKS)) {
        return owned(noted);
      }
    }
    String parent = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
    Path base =
        Files.isWritable(Path.of(parent)) && !parent.isEmpty() ? Path.of(parent) : Path.of("/tmp");
    return base.resolve("immutable-" + user() + "-" + hash(home));
  }

  /**
   * Makes the folder, if need be.
   *
   * @throws TrafficException when somebody else owns a folder of that name, or can look into it
   */
  static void make(Path home) throws IOException, TrafficException {
    Path folder = of(home);
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    } catch (FileAlreadyExistsException e) {
      // Ours from before, or else refused below.
    }
    owned(folder);
    DurableFile.write(home.resolve("sockets"), folder + "\n");
  }

  /** Forgets the sockets; the folder goes too if nothing else is in it. */
  static void remove(Path home) throws IOException, TrafficException {
    Path folder = of(home);
    Files.deleteIfExists(folder.resolve("admin.sock"));
    Files.deleteIfExists(folder.resolve("master.sock"));
    Files.deleteIfExists(folder);
    Files.deleteIfExists(home.resolve("sockets"));
  }

  private static Path owned(Path folder) throws IOException, TrafficException {
    boolean safe =
        Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && user().equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS))
            && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                .equals(PosixFilePermissions.fromString(OWNER_ONLY));
    if (!safe) {
      throw new TrafficException(
          folder + " is not a folder of this user's alone",
          "remove it, or set XDG_RUNTIME_DIR to a folder of your own");
    }
    return folder;
  }

  private static Integer user() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static String hash(Path home) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(home.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
