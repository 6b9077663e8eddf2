package io.github.immutable.tool;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files that are kept already, when another secret gets known, and those that a tool made itself.
 */
public final class KeptLogs {
  private KeptLogs() {}

  /**
   * Takes secrets out of the files of a folder, not of those below it, and keeps them for their
   * owner alone.
   *
   * @param names of which files, as a glob: {@code *.{out,err}}
   */
  public static void redact(Path folder, String names, Redactor redactor) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          redact(file, redactor);
        }
      }
    }
  }

  private static void redact(Path file, Redactor redactor) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".redacted");
    PrivateFiles.fresh(draft);
    boolean masked;
    try (Reader from = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
        Writer to = Files.newBufferedWriter(draft)) {
      masked = RawLog.copy(from, to, redactor);
    }
    if (masked) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.delete(draft);
      PrivateFiles.mode(file);
    }
  }
}
