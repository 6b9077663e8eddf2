package io.github.immutable.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Names as nobody gives them who means well; the same ones in every run. */
public final class HostileNames {
  private static final long SEED = 20_261_125;

  private static final List<String> PIECES =
      List.of(
          "../",
          "..\\",
          "/",
          "/etc/passwd",
          "~",
          ".",
          "-",
          "--",
          "-rf",
          "--output=json",
          "$(touch x)",
          "`touch x`",
          "${HOME}",
          "$HOME",
          ";",
          "|",
          "&",
          "&&",
          ">x",
          "<x",
          "'",
          "\"",
          "\\",
          "*",
          "?",
          "[a]",
          "{a,b}",
          "!",
          "#",
          "%",
          "%s%n",
          "%00",
          "@{-1}",
          "@{upstream}",
          "^{/x}",
          ":/x",
          "HEAD",
          "refs/",
          ".lock",
          "\n",
          "\r",
          "\t",
          "\0",
          "\u001b[2J",
          "\u001b]0;title\u0007",
          "\u009b2J",
          "\u202e",
          "\u2066",
          "\u2028",
          "\ufeff",
          "é",
          "ß",
          "\uD83D\uDD11",
          "\uD800",
          "a",
          "v1",
          "web",
          " ",
          "=",
          ",",
          "x".repeat(300),
          "A".repeat(5000),
          "con",
          "aux",
          "file:///etc",
          "http://x/",
          "${image.id}",
          "${secret.x}",
          "<script>",
          "&amp;",
          "\\u0000",
          "\\n",
          "1e999",
          "null",
          "true");

  private HostileNames() {}

  /** So many, each of one to four pieces, all different. */
  public static List<String> some(int count) {
    Random random = new Random(SEED);
    List<String> names = new ArrayList<>(PIECES);
    while (names.size() < count) {
      StringBuilder name = new StringBuilder();
      for (int pieces = 2 + random.nextInt(3); pieces > 0; pieces--) {
        name.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      names.add(name.toString());
    }
    return names.stream().distinct().limit(count).toList();
  }
}
