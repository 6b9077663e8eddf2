package io.github.immutable.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Answers of HTTP/1.1 (RFC 9112), as far as a client of one server needs it. */
final class AnswerReader {
  private static final int BODY_LIMIT = 16 << 20;

  private AnswerReader() {}

  /**
   * Reads one answer to its end, past those that only announce it.
   *
   * @throws NumberFormatException when it is not HTTP, or of a size that is not believed
   */
  static Answer read(Incoming incoming) throws IOException {
    String[] status = incoming.line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new NumberFormatException("not an HTTP status line: " + String.join(" ", status));
    }
    int code = Integer.parseInt(status[1]);
    Map<String, String> headers = headers(incoming);
    if (code < 200) {
      return read(incoming);
    }
    String wish = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean kept =
        status[0].equals("HTTP/1.1") ? !wish.contains("close") : wish.contains("keep-alive");
    if (code == 204 || code == 304) {
      return new Answer(code, headers, new byte[0], kept);
    }
    if (headers.getOrDefault("transfer-encoding", "").endsWith("chunked")) {
      return new Answer(code, headers, chunks(incoming), kept);
    }
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new Answer(code, headers, bytes(incoming, length), kept);
    }
    return new Answer(code, headers, rest(incoming), false);
  }

  private static Map<String, String> headers(Incoming incoming) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String header = incoming.line(); !header.isEmpty(); header = incoming.line()) {
      int colon = Math.max(0, header.indexOf(':'));
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, header.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    return headers;
  }

  private static byte[] chunks(Incoming incoming) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(incoming.line().split(";", 2)[0].strip(), 16);
      if (size == 0) {
        break;
      }
      body.writeBytes(bytes(incoming, size));
      if (!incoming.line().isEmpty()) {
        throw new NumberFormatException("a chunk is longer than it says");
      }
    }
    String trailer;
    do {
      trailer = incoming.line();
    } while (!trailer.isEmpty());
    return body.toByteArray();
  }

  private static byte[] rest(Incoming incoming) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      while (body.size() < BODY_LIMIT) {
        body.write(incoming.next());
      }
    } catch (Incoming.Ended e) {
      return body.toByteArray();
    }
    throw new NumberFormatException("an answer of more than " + BODY_LIMIT + " bytes");
  }

  private static byte[] bytes(Incoming incoming, int count) throws IOException {
    if (count < 0 || count > BODY_LIMIT) {
      throw new NumberFormatException("an answer of " + count + " bytes");
    }
    return incoming.bytes(count);
  }
}
