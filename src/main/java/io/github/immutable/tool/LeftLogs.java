package io.github.immutable.tool;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What a process that was killed has left of its tools: raw output, and plans. */
public final class LeftLogs {
  private LeftLogs() {}

  /**
   * Turns raw output below a folder into logs without secrets, and deletes Terraform's plans. What
   * a tool still has open is left for the next time.
   *
   * @return what was left for the next time
   */
  public static List<Path> finish(Path folder, Redactor redactor) throws IOException {
    List<Path> busy = new ArrayList<>();
    for (Path file : files(folder)) {
      if (OpenFiles.isOpen(file)) {
        busy.add(file);
      } else if (RawLog.isOne(file)) {
        RawLog.left(file).finish(redactor);
      } else {
        Files.deleteIfExists(file);
      }
    }
    return busy;
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean plan = file.getFileName().toString().endsWith(".tfplan");
            if (attributes.isRegularFile() && (plan || RawLog.isOne(file))) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
