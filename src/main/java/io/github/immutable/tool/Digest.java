package io.github.immutable.tool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).flip());
    sha256.update(part);
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
