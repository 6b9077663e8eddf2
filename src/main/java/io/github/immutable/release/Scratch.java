package io.github.immutable.release;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders that nobody needs after the act that made them. */
public final class Scratch {
  private Scratch() {}

  /** A release's clean checkout. */
  static Path of(Site site, String release) {
    return site.folder(release).resolve("checkout");
  }

  /** Deletes it. What cannot be deleted is in nobody's way, so it is only noted. */
  static void delete(Site site, String release) {
    try {
      delete(of(site, release));
    } catch (IOException e) {
      site.progress().note("the scratch folder could not be deleted: " + e);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. Links are not followed. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
