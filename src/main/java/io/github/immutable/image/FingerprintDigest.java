package io.github.immutable.image;

import io.github.immutable.tool.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.function.BiConsumer;

/** The parts of a fingerprint, each kind under its name and with its count. */
final class FingerprintDigest {
  private final Digest digest = new Digest();

  <T> void section(String name, Collection<T> items, BiConsumer<FingerprintDigest, T> each) {
    digest.text(name).number(items.size());
    items.forEach(item -> each.accept(this, item));
  }

  @SuppressWarnings("CanIgnoreReturnValueSuggester") // chaining is a convenience here
  FingerprintDigest text(String text) {
    digest.text(text);
    return this;
  }

  void file(InputFile file) {
    digest.text(file.path()).text(file.mode());
    try {
      switch (file.mode()) {
        case InputFile.SYMLINK -> digest.text(Files.readSymbolicLink(file.location()).toString());
        default -> digest.file(file.location());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String hexadecimal() {
    return digest.hex();
  }
}
