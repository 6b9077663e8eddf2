package io.github.immutable.release;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A release's clean checkout, which nobody needs after it. */
final class Scratch {
  private Scratch() {}

  static Path of(Site site, String release) {
    return site.folder(release).resolve("checkout");
  }

  /** Deletes it. What cannot be deleted is in nobody's way, so it is only noted. */
  static void delete(Site site, String release) {
    Path folder = of(site, release);
    if (!Files.exists(folder)) {
      return;
    }
    try {
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
    } catch (IOException e) {
      site.progress().note("the scratch folder could not be deleted: " + e);
    }
  }
}
