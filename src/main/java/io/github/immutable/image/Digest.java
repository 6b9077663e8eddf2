package io.github.immutable.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.BiConsumer;

/** SHA-256 over parts that cannot run together: each is preceded by its length or count. */
final class Digest {
  private final MessageDigest digest;

  Digest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  <T> void section(String name, Collection<T> items, BiConsumer<Digest, T> each) {
    text(name);
    number(items.size());
    items.forEach(item -> each.accept(this, item));
  }

  @SuppressWarnings("CanIgnoreReturnValueSuggester") // chaining is a convenience here
  Digest text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
    return this;
  }

  void file(InputFile file) {
    text(file.path());
    text(file.mode());
    try {
      switch (file.mode()) {
        case InputFile.SYMLINK -> text(Files.readSymbolicLink(file.location()).toString());
        default -> bytesOf(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void bytesOf(InputFile file) throws IOException {
    number(Files.size(file.location()));
    try (InputStream in = Files.newInputStream(file.location())) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  private void number(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}
