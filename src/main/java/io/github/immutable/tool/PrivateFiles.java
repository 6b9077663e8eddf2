package io.github.immutable.tool;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files and folders that only their owner can read: 0600 and 0700. */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> OF_A_FILE = PosixFilePermissions.asFileAttribute(FILE);
  private static final FileAttribute<?> OF_A_FOLDER = PosixFilePermissions.asFileAttribute(OWNER);

  private PrivateFiles() {}

  /** A folder, with those above it, where they are missing. */
  public static void folder(Path folder) throws IOException {
    Files.createDirectories(folder, OF_A_FOLDER);
  }

  /** The folder that a file is to lie in. */
  public static void folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      folder(folder);
    }
  }

  /** A new empty file. */
  public static void file(Path file) throws IOException {
    Files.createFile(file, OF_A_FILE);
  }

  /** A new empty file in place of the one that may be there. */
  public static void fresh(Path file) throws IOException {
    Files.deleteIfExists(file);
    file(file);
  }

  /** A file with this text in place of the one that may be there. */
  public static void write(Path file, String text) throws IOException {
    fresh(file);
    Files.writeString(file, text);
  }

  /** Gives an existing file its mode. */
  static void mode(Path file) throws IOException {
    Files.setPosixFilePermissions(file, FILE);
  }

  /**
   * Takes from everybody else what is in a folder, and the folder; what its owner may do stays. A
   * link is left alone, and so is what it leads to.
   */
  public static void close(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes)
              throws IOException {
            onlyOwner(inside);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              onlyOwner(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (problem instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw problem;
          }
        });
  }

  /** The same for one file, if it is there. */
  public static void closeFile(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      onlyOwner(file);
    }
  }

  private static void onlyOwner(Path path) throws IOException {
    try {
      Set<PosixFilePermission> now = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      Set<PosixFilePermission> left = EnumSet.copyOf(OWNER);
      left.retainAll(now);
      if (!left.equals(now)) {
        Files.setPosixFilePermissions(path, left);
      }
    } catch (NoSuchFileException e) {
      // a tool at work has taken it away
    }
  }
}
