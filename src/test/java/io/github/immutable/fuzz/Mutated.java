package io.github.immutable.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A recording, what happened to it, and a second one that got into it.
 *
 * @param recording number of the recording, taken modulo how many there are
 */
record Mutated(int recording, int other, List<Mutation> mutations) {
  /** Longer inputs show nothing that shorter ones do not, and take their time. */
  private static final int LONGEST = 1 << 16;

  private static final int SHOWN = 2000;

  byte[] bytes(List<byte[]> recordings) {
    byte[] bytes = recordings.get(Math.floorMod(recording, recordings.size()));
    byte[] second = recordings.get(Math.floorMod(other, recordings.size()));
    for (Mutation mutation : mutations) {
      byte[] next = mutation.apply(bytes, second);
      bytes = next.length > LONGEST ? bytes : next;
    }
    return bytes;
  }

  /** An input as a person can look at it and as a test can have it again. */
  static String shown(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(input);
    return "text: "
        + text.substring(0, Math.min(SHOWN, text.length()))
        + "\nbase64: "
        + (base64.length() > 20 * SHOWN ? "too long; see the mutations" : base64);
  }
}
