package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A Markdown page as a reader follows it. Blocks marked {@code sh} are typed, in order, into one
 * bash; a block marked {@code text} is what the {@code sh} block before it prints. Blocks with any
 * other mark are read and not typed.
 *
 * @param name what messages call it
 */
record GuidePage(String name, List<String> lines) {
  private static final String FENCE = "```";
  private static final String MARK = "@@ block of line ";
  private static final String STOP = "@@ stopped in line ";

  /**
   * What stands between two fences.
   *
   * @param line of its opening fence, from 1
   */
  record Block(int line, String mark, List<String> lines) {
    boolean typed() {
      return mark.equals("sh");
    }

    boolean printed() {
      return mark.equals("text");
    }
  }

  static GuidePage of(Path file) {
    try {
      return new GuidePage(String.valueOf(file.getFileName()), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With one text in place of another, which must be in it. */
  GuidePage with(String text, String replacement) {
    List<String> replaced = lines.stream().map(line -> line.replace(text, replacement)).toList();
    assertThat(replaced).as("%s with \"%s\" replaced", name, text).isNotEqualTo(lines);
    return new GuidePage(name, replaced);
  }

  List<Block> blocks() {
    List<Integer> fences =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).startsWith(FENCE))
            .boxed()
            .toList();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i + 1 < fences.size(); i += 2) {
      int open = fences.get(i);
      String mark = lines.get(open).substring(FENCE.length());
      blocks.add(new Block(open + 1, mark, lines.subList(open + 1, fences.get(i + 1))));
    }
    return blocks;
  }

  /**
   * One script that types it all and stops at the first command that fails. It has as many lines as
   * the page, so that a line that bash names is a line of the page.
   *
   * @param then by a part of a block: a command that is run after that block
   */
  String script(Map<String, String> then) {
    List<String> script = new ArrayList<>(Collections.nCopies(lines.size(), ""));
    script.set(0, "set -eE; trap 'printf \"\\n" + STOP + "%s\\n\" $LINENO' ERR");
    for (Block block : blocks()) {
      if (block.typed()) {
        script.set(block.line() - 1, "printf '\\n" + MARK + block.line() + "\\n'");
        for (int i = 0; i < block.lines().size(); i++) {
          script.set(block.line() + i, block.lines().get(i));
        }
        String text = String.join("\n", block.lines());
        then.forEach(
            (part, command) -> {
              if (text.contains(part)) {
                script.set(block.line() + block.lines().size(), command);
              }
            });
      }
    }
    return String.join("\n", script) + "\n";
  }

  /** Everything in which the page and what the script printed disagree, by line. */
  List<String> disagreements(String printed) {
    List<String> found = new ArrayList<>();
    List<String> of = List.of();
    for (Block block : blocks()) {
      if (block.typed()) {
        of = part(printed, MARK + block.line());
        of.stream()
            .filter(line -> line.startsWith(STOP))
            .map(line -> line.substring(STOP.length()))
            .forEach(line -> found.add("%s:%s: the command there failed".formatted(name, line)));
      } else if (block.printed()) {
        found.addAll(missing(block, of));
      }
    }
    return found;
  }

  private List<String> missing(Block block, List<String> printed) {
    List<String> there = printed.stream().map(GuidePage::comparable).toList();
    List<String> missing = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < block.lines().size(); i++) {
      String wanted = comparable(block.lines().get(i));
      int at = there.subList(from, there.size()).indexOf(wanted);
      if (at >= 0) {
        from += at + 1;
      } else if (!wanted.equals("[…]")) {
        missing.add(
            "%s:%d: not printed, or not in this place: %s"
                .formatted(name, block.line() + 1 + i, block.lines().get(i)));
      }
    }
    return missing;
  }

  private static List<String> part(String printed, String mark) {
    List<String> all = printed.lines().toList();
    int start = all.indexOf(mark);
    if (start < 0) {
      return List.of();
    }
    return all.subList(start + 1, all.size()).stream()
        .takeWhile(line -> !line.startsWith(MARK))
        .toList();
  }

  /** Without what is different each time: times, ids, widths of columns. */
  private static String comparable(String line) {
    return line.replaceAll("\\d{4}-\\d\\d-\\d\\d", "DATE")
        .replaceAll("\\d\\d:\\d\\d(:\\d\\d)?", "TIME")
        .replaceAll("(\\d+ (h|min) )?\\b\\d+(\\.\\d+)? (ms|s|min|h)\\b", "DURATION")
        .replaceAll("\\b[0-9a-f]{12}-\\d+", "IMAGE")
        .replaceAll("\\b[0-9a-f]{12,64}\\b|\\b[0-9a-f]{7}\\b", "ID")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
