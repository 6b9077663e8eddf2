package io.github.immutable.contract;

import com.bertramlabs.plugins.hcl4j.symbols.HCLBlock;
import com.bertramlabs.plugins.hcl4j.symbols.HCLValue;
import com.bertramlabs.plugins.hcl4j.symbols.Symbol;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether hcl4j saw every block. It passes over what it does not know, and a variable that it
 * missed must not be taken for one that is missing.
 */
final class SeenBlocks {
  private static final Pattern COMMENT = Pattern.compile("(?ms)^[ \\t]*/\\*.*?\\*/");
  private static final Pattern OPENING =
      Pattern.compile("[ \\t]*([A-Za-z_][\\w-]*)(?:[ \\t][^=:{}(\\[]*)?\\{");

  private final Set<Integer> begun = new HashSet<>();
  private final Set<Integer> quoted = new HashSet<>();

  private SeenBlocks() {}

  /**
   * Compares a text with its tree.
   *
   * @throws UnreadableException naming the first line that opens a block which is not in the tree
   */
  static void check(String text, List<Symbol> symbols) throws UnreadableException {
    SeenBlocks seen = new SeenBlocks();
    symbols.forEach(seen::add);
    String code = COMMENT.matcher(text).replaceAll(found -> "\n".repeat(newlines(found.group())));
    List<String> lines = code.lines().toList();
    for (int line = 1; line <= lines.size(); line++) {
      Matcher opening = OPENING.matcher(lines.get(line - 1));
      if (opening.lookingAt() && !seen.begun.contains(line) && !seen.quoted.contains(line)) {
        throw new UnreadableException(line, "`" + opening.group(1) + "` was passed over");
      }
    }
  }

  private void add(Symbol symbol) {
    if (symbol.getLine() != null) {
      int line = symbol.getLine() + 1;
      if (symbol instanceof HCLBlock) {
        begun.add(line);
      } else if (symbol instanceof HCLValue value && value.value instanceof String text) {
        addQuoted(line, newlines(text));
      }
    }
    symbol.getChildren().forEach(this::add);
  }

  // A heredoc's symbol stands where it ends.
  private void addQuoted(int end, int newlines) {
    for (int line = end - newlines - 1; newlines > 0 && line < end; line++) {
      quoted.add(line);
    }
  }

  private static int newlines(String text) {
    return Math.toIntExact(text.chars().filter(character -> character == '\n').count());
  }
}
