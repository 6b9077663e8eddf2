package io.github.immutable.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a sequence of parts, each preceded by its length so that none runs into the next.
 */
public final class Digest {
  private final MessageDigest sha256;

  public Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Adds a part. */
  public Digest bytes(byte[] part) {
    number(part.length);
    sha256.update(part);
    return this;
  }

  /** Adds a number, for example how many parts follow. */
  public Digest number(long number) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    return this;
  }

  /** Adds a file's contents as one part, whatever its size. */
  public Digest file(Path file) throws IOException {
    number(Files.size(file));
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return this;
  }

  /** Adds a part, as UTF-8. */
  public Digest text(String part) {
    return bytes(part.getBytes(StandardCharsets.UTF_8));
  }

  /** 64 hexadecimal digits; the digest starts anew. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
