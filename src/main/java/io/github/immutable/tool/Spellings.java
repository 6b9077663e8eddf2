package io.github.immutable.tool;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Many spellings at once, by the character that each begins with: a key of fifty lines has
 * hundreds, and a log has millions of characters.
 *
 * @param byFirst never changed once it is made
 */
record Spellings(Map<Character, List<Spelling>> byFirst) {
  static final Spellings NONE = new Spellings(Map.of());

  Spellings with(List<Spelling> more) {
    Map<Character, List<Spelling>> all = new HashMap<>();
    byFirst.forEach((first, some) -> all.put(first, new ArrayList<>(some)));
    for (Spelling spelling : more) {
      for (char first : spelling.firsts().toCharArray()) {
        List<Spelling> some = all.computeIfAbsent(first, absent -> new ArrayList<>());
        if (!some.contains(spelling)) {
          some.add(spelling);
        }
      }
    }
    return new Spellings(all);
  }

  /**
   * The characters of a text that belong to one. Looked for from every character on, also inside of
   * one that was found: what is left of two that overlap is still a part of a secret.
   */
  BitSet in(String text) {
    BitSet found = new BitSet();
    if (byFirst.isEmpty()) {
      return found;
    }
    Map<Spelling, Matcher> matchers = new HashMap<>();
    for (int at = 0; at < text.length(); at++) {
      for (Spelling spelling : byFirst.getOrDefault(text.charAt(at), List.of())) {
        if (spelling.mayBeginAt(text, at)) {
          Matcher matcher = matchers.computeIfAbsent(spelling, its -> its.pattern().matcher(text));
          if (matcher.region(at, text.length()).lookingAt()) {
            found.set(at, matcher.end());
          }
        }
      }
    }
    return found;
  }
}
