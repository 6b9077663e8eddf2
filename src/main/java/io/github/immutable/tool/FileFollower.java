package io.github.immutable.tool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the lines of a file that somebody else is still writing. Tools write to files, not to
 * pipes, so that they outlive this process whole; this is how their output is seen meanwhile.
 */
final class FileFollower implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 20;

  private final InputStream file;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[1 << 16];

  FileFollower(Path file, Consumer<String> lines) throws IOException {
    this.file = Files.newInputStream(file);
    this.lines = lines;
  }

  /** Hands on every line that is complete by now. */
  void read() throws IOException {
    for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n' || partial.size() == LONGEST_LINE) {
          flush();
        }
        if (buffer[i] != '\n') {
          partial.write(buffer[i]);
        }
      }
    }
  }

  private void flush() {
    lines.accept(partial.toString(StandardCharsets.UTF_8));
    partial.reset();
  }

  /** Hands on what is left, a torn last line included. */
  @Override
  public void close() throws IOException {
    try (file) {
      read();
      if (partial.size() > 0) {
        flush();
      }
    }
  }
}
