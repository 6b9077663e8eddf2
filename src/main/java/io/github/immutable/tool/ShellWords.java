package io.github.immutable.tool;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as somebody would have to type them. Nothing is ever run by way of these. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWords() {}

  /** One line, in which every word that a shell would read otherwise is in quotes. */
  public static String typed(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
