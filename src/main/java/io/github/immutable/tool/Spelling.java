package io.github.immutable.tool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way in which tools spell a secret. Character by character, so that any mixture of them is
 * found: plain, escaped in JSON (also twice), in a URL, in XML, in Packer's machine-readable
 * stream; and as base64, standing alone or inside a longer text.
 */
final class Spelling {
  /** A wrapped base64 text is broken at these columns: RFC 2045 and RFC 7468. */
  private static final int[] LINES = {76, 64};

  private static final int OVERLAP = 3;
  private static final int SHORTEST_LINE = 8;
  private static final String BACKSLASHES = "\\\\{1,8}";

  private final String spelt;
  private final String firsts;
  private final String expression;
  private final Pattern pattern;

  private Spelling(String spelt, String firsts, String expression) {
    this.spelt = spelt;
    this.firsts = firsts;
    this.expression = expression;
    this.pattern = Pattern.compile(expression);
  }

  /** Every character that it can begin with. */
  String firsts() {
    return firsts;
  }

  Pattern pattern() {
    return pattern;
  }

  /**
   * Whether it is worth while to try the pattern there, where one of {@link #firsts} is: most often
   * the next character says that it is not.
   */
  boolean mayBeginAt(String text, int at) {
    char first = spelt.charAt(0);
    if (text.charAt(at) == first) {
      // these can begin an escape of themselves
      return "%\\&".indexOf(first) >= 0
          || at + 1 == text.length()
          || spelt.length() == 1
          || follows(text.charAt(at + 1));
    }
    return !plain(first) || text.charAt(at) != '\\' || unit(text, at);
  }

  private boolean follows(char next) {
    return !plain(next) || !plain(spelt.charAt(1)) || next == spelt.charAt(1);
  }

  /** Letters and digits have no other escape with a backslash. */
  private static boolean unit(String text, int at) {
    int next = at;
    while (next < text.length() && text.charAt(next) == '\\') {
      next++;
    }
    return next < text.length() && text.charAt(next) == 'u';
  }

  private static boolean plain(char character) {
    return character < 128 && Character.isLetterOrDigit(character);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Spelling spelling && spelling.expression.equals(expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }

  /** The text itself and its escaped forms. */
  static Spelling escaped(String text) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int next = i + Character.charCount(character);
      if (character == '\\') {
        while (next < text.length() && text.charAt(next) == '\\') {
          next++;
        }
        String one = "(?:" + BACKSLASHES + "u005[Cc]|%5[Cc]|&#(?:92|[xX]5[cC]);|\\\\)";
        pattern.append(one).append("{1,").append(8 * (next - i)).append('}');
      } else {
        pattern.append("(?:").append(String.join("|", forms(character))).append(')');
      }
      i = next;
    }
    char first = text.charAt(0);
    String more = first == ' ' ? "+" : first == '\n' ? "\r" : "";
    return new Spelling(text, distinct(first + "%\\&" + more), pattern.toString());
  }

  private static String distinct(String characters) {
    return characters
        .chars()
        .distinct()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static List<String> forms(int character) {
    String plain = Character.toString(character);
    List<String> forms = new ArrayList<>();
    forms.add(Pattern.quote(plain));
    forms.add(anyCase(percent(plain)));
    StringBuilder units = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      units
          .append(BACKSLASHES)
          .append('u')
          .append(anyCase("%04x".formatted((int) plain.charAt(i))));
    }
    forms.add(units.toString());
    forms.add(
        "&#(?:0{0,4}" + character + "|[xX]0{0,4}" + anyCase(Integer.toHexString(character)) + ");");
    switch (character) {
      case '\n' -> {
        forms.add("\r\n");
        forms.add("(?:" + BACKSLASHES + "r)?" + BACKSLASHES + "n");
        forms.add("%0[Dd]%0[Aa]");
      }
      case '\r' -> forms.add(BACKSLASHES + "r");
      case '\t' -> forms.add(BACKSLASHES + "t");
      case '\b' -> forms.add(BACKSLASHES + "b");
      case '\f' -> forms.add(BACKSLASHES + "f");
      case ' ' -> forms.add("\\+");
      case ',' -> forms.add("%!\\(PACKER_COMMA\\)");
      case '"' -> {
        forms.add(BACKSLASHES + "\"");
        forms.add("&quot;");
      }
      case '\'' -> {
        forms.add(BACKSLASHES + "'");
        forms.add("&apos;");
        // closed, escaped, opened again: as shells and Python's shlex quote it
        forms.add("'" + BACKSLASHES + "''");
        forms.add("'\"'\"'");
        forms.add("''");
      }
      case '&' -> forms.add("&amp;");
      case '<' -> forms.add("&lt;");
      case '>' -> forms.add("&gt;");
      case '$' -> {
        // as HCL and make write a literal one; a shell's backslash
        forms.add("\\$\\$");
        forms.add(BACKSLASHES + "\\$");
      }
      case '%' -> forms.add("%%");
      default -> {
        if (character < 128 && !Character.isLetterOrDigit(character) && character > ' ') {
          forms.add(BACKSLASHES + Pattern.quote(plain));
        }
      }
    }
    // the longer first: what begins like another must not end a match too early
    forms.sort((one, other) -> other.length() - one.length());
    return forms;
  }

  private static String percent(String plain) {
    StringBuilder percent = new StringBuilder();
    for (byte one : plain.getBytes(StandardCharsets.UTF_8)) {
      percent.append("%%%02x".formatted(one & 0xff));
    }
    return percent.toString();
  }

  private static String anyCase(String hexadecimal) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < hexadecimal.length(); i++) {
      char one = hexadecimal.charAt(i);
      pattern.append(
          Character.isLetter(one)
              ? "[" + Character.toUpperCase(one) + Character.toLowerCase(one) + "]"
              : String.valueOf(one));
    }
    return pattern.toString();
  }

  /**
   * The text in base64: for each of the three ways in which it can lie in a longer text, the
   * characters that depend on nothing but it. What is left of its first and last byte beside them
   * is less than a byte each, and pieces of a long one overlap.
   */
  static List<Spelling> base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Spelling> spellings = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += Redactor.PIECE) {
      int begin = Math.max(0, Math.min(from - OVERLAP, bytes.length - Redactor.PIECE));
      int end = Math.min(bytes.length, from + Redactor.PIECE + OVERLAP);
      spellings.addAll(base64(Arrays.copyOfRange(bytes, begin, end)));
    }
    return spellings;
  }

  private static List<Spelling> base64(byte[] bytes) {
    List<Spelling> spellings = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] padded = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
      int from = (8 * before + 5) / 6;
      int to = 8 * padded.length / 6;
      spellings.add(alphabet(encoded.substring(from, to)));
    }
    return spellings;
  }

  /** The lines of the text in base64 that is broken into lines. */
  static List<Spelling> inLines(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    String certain = encoded.substring(0, 8 * bytes.length / 6);
    List<Spelling> spellings = new ArrayList<>();
    for (int length : LINES) {
      for (int at = 0; certain.length() > length && at < certain.length(); at += length) {
        String line = certain.substring(at, Math.min(certain.length(), at + length));
        if (line.length() >= SHORTEST_LINE) {
          spellings.add(alphabet(line));
        }
      }
    }
    return spellings;
  }

  /** Either alphabet of RFC 4648, each also as a URL and JSON have it. */
  private static Spelling alphabet(String encoded) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < encoded.length(); i++) {
      char one = encoded.charAt(i);
      pattern.append(
          switch (one) {
            case '+' -> "(?:[+-]|%2[Bb]|" + BACKSLASHES + "u002[Bb])";
            case '/' -> "(?:" + "\\\\{0,8}[/_]|%2[Ff])";
            default -> String.valueOf(one);
          });
    }
    String first =
        switch (encoded.charAt(0)) {
          case '+' -> "+-%\\";
          case '/' -> "/_%\\";
          default -> encoded.substring(0, 1);
        };
    return new Spelling(encoded, first, pattern.toString());
  }

  /** How long a spelling of so many characters can be at most. */
  static int longest(int characters) {
    return 24 * characters + "%0D%0A".length();
  }
}
