package io.github.immutable.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One complete answer.
 *
 * @param headers by name in lower case
 * @param kept whether its connection takes another request
 */
@SuppressWarnings("ArrayRecordComponent") // Read once and never compared as a record.
record Answer(int status, Map<String, String> headers, byte[] body, boolean kept) {

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  String server(String tagHeader) {
    return List.of("X-Server", "X-Slot", tagHeader, "Server").stream()
        .map(this::header)
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  String text(int limit) {
    return new String(body, 0, Math.min(limit, body.length), StandardCharsets.UTF_8);
  }
}
