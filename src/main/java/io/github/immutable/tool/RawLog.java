package io.github.immutable.tool;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tool writes while it runs, as it is: {@code .NAME.raw} beside the log that is kept, for
 * its owner alone. When the tool has ended, the log is written from it, without secrets, and it is
 * deleted. Only a process that was killed leaves one behind.
 *
 * @param raw written by the tool
 * @param kept the log that messages name
 */
record RawLog(Path raw, Path kept) {
  private static final String RAW = ".raw";

  /** The end of a raw file's name whose contents are kept in no form. */
  private static final String UNKEPT = ".unkept";

  private static final String NOT_KEPT = "(not kept: it may hold secrets)\n";
  private static final int CHUNK = 1 << 16;
  private static final int BLOCK = 1 << 12;

  /** The one that becomes this log of the call. */
  static RawLog of(ToolCall call, Path kept) {
    String name = "." + kept.getFileName() + (call.unkept() ? UNKEPT : RAW);
    return new RawLog(kept.resolveSibling(name), kept);
  }

  /** Whether a file is one that was left behind, by its name. */
  static boolean isOne(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && (name.endsWith(RAW) || name.endsWith(UNKEPT));
  }

  /** One that was left behind. */
  static RawLog left(Path raw) {
    String name = raw.getFileName().toString();
    return new RawLog(raw, raw.resolveSibling(name.substring(1, name.lastIndexOf('.'))));
  }

  /**
   * Starts anew. What was left by a process that was killed becomes a log now; if its tool is
   * writing still, it is put aside.
   */
  void begin(Redactor redactor) throws IOException {
    PrivateFiles.folderOf(kept);
    if (Files.exists(raw)) {
      if (OpenFiles.isOpen(raw)) {
        Files.move(raw, aside());
      } else {
        finish(redactor);
      }
    }
    if (Files.exists(kept)) {
      Path previous = kept.resolveSibling(kept.getFileName() + ".previous");
      Files.move(kept, previous, StandardCopyOption.REPLACE_EXISTING);
    }
    PrivateFiles.file(raw);
  }

  /**
   * Sees that there is room for a log still. A tool that could not write all that it said may end
   * as if nothing were wrong, and what it did write would be taken for all.
   *
   * @throws IOException where there is none
   */
  void room() throws IOException {
    Path probe = raw.resolveSibling(raw.getFileName() + ".room");
    try {
      PrivateFiles.fresh(probe);
      Files.write(probe, new byte[BLOCK]);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /**
   * Writes the log that is kept, and deletes the raw one.
   *
   * @return what the tool wrote, where the log does not say all of it; else null
   */
  byte @Nullable [] finish(Redactor redactor) throws IOException {
    boolean whole = unkept() ? keepNothing() : keep(redactor);
    byte[] all = whole ? null : Files.readAllBytes(raw);
    Files.delete(raw);
    return all;
  }

  private Path aside() {
    String end = unkept() ? UNKEPT : RAW;
    Path one = raw.resolveSibling("." + kept.getFileName() + ".previous" + end);
    return Files.exists(one)
        ? raw.resolveSibling("." + kept.getFileName() + "." + System.nanoTime() + end)
        : one;
  }

  private boolean unkept() {
    return raw.getFileName().toString().endsWith(UNKEPT);
  }

  private boolean keepNothing() throws IOException {
    boolean silent = Files.size(raw) == 0;
    PrivateFiles.write(kept, silent ? "" : NOT_KEPT);
    return silent;
  }

  private boolean keep(Redactor redactor) throws IOException {
    PrivateFiles.fresh(kept);
    boolean masked;
    try (Reader from = new InputStreamReader(Files.newInputStream(raw), StandardCharsets.UTF_8);
        Writer to = Files.newBufferedWriter(kept)) {
      masked = copy(from, to, redactor);
    }
    if (!masked) {
      // byte for byte: it need not be text
      Files.copy(raw, kept, StandardCopyOption.REPLACE_EXISTING);
      PrivateFiles.mode(kept);
    }
    return !masked;
  }

  /**
   * Copies a text of any length without secrets. What may be the beginning of one waits for what
   * follows.
   *
   * @return whether there was one
   */
  static boolean copy(Reader from, Writer to, Redactor redactor) throws IOException {
    int overlap = redactor.longest();
    int enough = Math.max(1 << 20, 2 * overlap);
    StringBuilder held = new StringBuilder();
    char[] buffer = new char[CHUNK];
    boolean masked = false;
    boolean more = true;
    while (more) {
      int count = from.read(buffer);
      more = count >= 0;
      held.append(buffer, 0, Math.max(0, count));
      if (more && held.length() < enough) {
        continue;
      }
      String text = held.toString();
      List<int[]> places = redactor.places(text);
      int end = more ? text.length() - overlap : text.length();
      for (int[] place : places) {
        end = place[0] < end && place[1] > end ? place[0] : end;
      }
      masked |= !places.isEmpty();
      to.write(Redactor.masked(text, places, end));
      held.delete(0, end);
    }
    return masked;
  }
}
