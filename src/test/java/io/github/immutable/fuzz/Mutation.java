package io.github.immutable.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that can have happened to what a tool printed.
 *
 * @param at where, taken modulo the length, the lines or the fields
 * @param what which of several, taken modulo their number
 */
record Mutation(Kind kind, int at, int what) {

  enum Kind {
    FLIP_BIT,
    OTHER_BYTE,
    TRUNCATE,
    BEHEAD,
    DROP_LINE,
    DUPLICATE_LINE,
    SWAP_LINES,
    LINE_OF_OTHER,
    SPLICE,
    APPEND_OTHER,
    DROP_FIELD,
    DUPLICATE_FIELD,
    SWAP_FIELDS,
    OTHER_NUMBER,
    OTHER_VALUE,
    NEST,
    NOT_UTF_8,
    LENGTHEN,
    JSON_DROP,
    JSON_REPLACE,
    JSON_SWAP
  }

  private static final Charset8 LATIN = new Charset8();
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern VALUE = Pattern.compile("\"[^\"\n]*\"|\\b\\w+\\b");
  private static final String BYTES = "\0\n\r\t\"'{}[](),:;-#&*!|>%@`\\/<=9 a\u007f\u0080\u00ff";
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "2147483648",
          "4294967376",
          "9223372036854775808",
          "1e999",
          "0x50",
          "080",
          "1.5",
          "NaN",
          "٣",
          "9".repeat(400),
          "9".repeat(5000));
  private static final List<String> VALUES =
      List.of("null", "true", "\"\"", "\" \"", "[]", "{}", "[null]", "7", "\"\\u0000\"", "\"..\"");
  private static final List<String> OPENINGS =
      List.of("[", "{\"a\":", "<a>", "(", "- ", "\"", "&amp;", "{\"a\":[", "  ", "${", "a:\n ");
  private static final int[] DEPTHS = {2, 30, 500, 1001, 10_000};
  private static final List<String> NOT_UTF_8 =
      List.of(
          "\u00c3(",
          "\u00ed\u00a0\u0080",
          "\u00ff\u00fe",
          "\u00c0\u0080",
          "\u00f8\u0088",
          "\u00e2\u0080");

  /** The bytes of one recording after it, with another recording at hand. */
  byte[] apply(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return bytes;
    }
    int place = Math.floorMod(at, bytes.length);
    return switch (kind) {
      case FLIP_BIT -> {
        byte[] copy = bytes.clone();
        copy[place] ^= (byte) (1 << Math.floorMod(what, 8));
        yield copy;
      }
      case OTHER_BYTE -> {
        byte[] copy = bytes.clone();
        copy[place] = (byte) BYTES.charAt(Math.floorMod(what, BYTES.length()));
        yield copy;
      }
      case TRUNCATE -> Arrays.copyOf(bytes, place);
      case BEHEAD -> Arrays.copyOfRange(bytes, place, bytes.length);
      case SPLICE -> join(Arrays.copyOf(bytes, place), tail(other));
      case APPEND_OTHER -> join(bytes, other);
      case NEST -> {
        String opening = OPENINGS.get(Math.floorMod(what, OPENINGS.size()));
        int depth = DEPTHS[Math.floorMod(what / 16, DEPTHS.length)];
        yield insert(bytes, place, opening.repeat(depth));
      }
      case NOT_UTF_8 -> insert(bytes, place, pick(NOT_UTF_8));
      case LENGTHEN ->
          insert(
              bytes,
              place,
              String.valueOf((char) bytes[place]).repeat(1 << (5 + Math.floorMod(what, 12))));
      case OTHER_NUMBER -> replace(NUMBER, bytes, pick(NUMBERS));
      case OTHER_VALUE -> replace(VALUE, bytes, pick(VALUES));
      case DROP_LINE, DUPLICATE_LINE, SWAP_LINES, LINE_OF_OTHER -> parts(bytes, other, "\n");
      case DROP_FIELD, DUPLICATE_FIELD, SWAP_FIELDS ->
          parts(bytes, other, what % 3 == 0 ? " " : ",");
      case JSON_DROP, JSON_REPLACE, JSON_SWAP -> JsonMutation.apply(this, bytes);
    };
  }

  String pick(List<String> choices) {
    return choices.get(Math.floorMod(what, choices.size()));
  }

  /** A value to put in the place of another. */
  String value() {
    return what % 2 == 0 ? pick(VALUES) : pick(NUMBERS.subList(0, 5));
  }

  private byte[] parts(byte[] bytes, byte[] other, String separator) {
    List<String> parts =
        new ArrayList<>(Arrays.asList(LATIN.text(bytes).split(Pattern.quote(separator), -1)));
    int place = Math.floorMod(at, parts.size());
    int second = Math.floorMod(what, parts.size());
    switch (kind) {
      case DROP_LINE, DROP_FIELD -> parts.remove(place);
      case DUPLICATE_LINE, DUPLICATE_FIELD -> parts.add(second, parts.get(place));
      case SWAP_LINES, SWAP_FIELDS -> {
        String moved = parts.get(place);
        parts.set(place, parts.get(second));
        parts.set(second, moved);
      }
      default -> parts.add(place, pick(Arrays.asList(LATIN.text(other).split(separator, -1))));
    }
    return LATIN.bytes(String.join(separator, parts));
  }

  private byte[] replace(Pattern pattern, byte[] bytes, String value) {
    String text = LATIN.text(bytes);
    Matcher found = pattern.matcher(text);
    int count = (int) found.results().count();
    if (count == 0) {
      return bytes;
    }
    found.reset();
    for (int i = Math.floorMod(at, count); i >= 0; i--) {
      found.find();
    }
    return join(
        LATIN.bytes(text.substring(0, found.start())),
        join(value.getBytes(StandardCharsets.UTF_8), LATIN.bytes(text.substring(found.end()))));
  }

  private byte[] tail(byte[] other) {
    return other.length == 0
        ? other
        : Arrays.copyOfRange(other, Math.floorMod(what, other.length), other.length);
  }

  private static byte[] insert(byte[] bytes, int place, String latin) {
    return join(
        join(Arrays.copyOf(bytes, place), LATIN.bytes(latin)),
        Arrays.copyOfRange(bytes, place, bytes.length));
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(first.length + second.length);
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  /** Bytes as text in which each is one character, so that what is no UTF-8 survives. */
  private static final class Charset8 {
    String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
