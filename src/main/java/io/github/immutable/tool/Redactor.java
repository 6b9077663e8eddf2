package io.github.immutable.tool;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes secrets out of whatever is shown or kept. There is one in a process, and it forgets nothing
 * that it has learnt. For use by any number of threads.
 */
public final class Redactor {
  /** What stands where a secret was. */
  public static final String MASK = "***";

  /**
   * Characters that a text must have to be masked. Shorter ones occur everywhere: without this
   * limit, a secret {@code "1"} would leave no number readable.
   */
  public static final int SHORTEST = 4;

  /** What a long one is cut into: a pattern of thousands of groups overflows the stack. */
  static final int PIECE = 96;

  private final Set<String> known = new HashSet<>();
  private volatile Spellings spellings = Spellings.NONE;
  private final AtomicInteger longest = new AtomicInteger();

  /**
   * Learns a secret: as a whole, and line by line, since tools print lines.
   *
   * @return whether it can be masked; blank and very short ones cannot
   */
  public boolean learn(String secret) {
    String whole = secret.strip();
    if (whole.length() < SHORTEST) {
      return false;
    }
    learnPart(whole);
    whole
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= SHORTEST && !line.equals(whole))
        .forEach(this::learnPart);
    return true;
  }

  private synchronized void learnPart(String text) {
    if (known.add(text)) {
      longest.accumulateAndGet(Spelling.longest(Math.min(text.length(), PIECE)), Math::max);
      List<Spelling> more = new ArrayList<>(Spelling.inLines(text));
      more.addAll(Spelling.base64(text));
      pieces(text).forEach(piece -> more.add(Spelling.escaped(piece)));
      spellings = spellings.with(more);
    }
  }

  /** All of one length but for a text that is shorter; the last two overlap. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); from += PIECE) {
      int begin = whole(text, Math.max(0, Math.min(from, text.length() - PIECE)));
      int end = whole(text, Math.min(text.length(), from + PIECE));
      pieces.add(text.substring(begin, end));
    }
    return pieces;
  }

  /** Not between the two halves of a character. */
  private static int whole(String text, int at) {
    boolean within = at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return within ? at - 1 : at;
  }

  /** Whether a text is one of the secrets, or holds one. */
  public boolean finds(String text) {
    return !places(text).isEmpty();
  }

  /** The text with every secret in it, in every spelling, replaced. */
  public String redact(String text) {
    List<int[]> places = places(text);
    return places.isEmpty() ? text : masked(text, places, text.length());
  }

  /** How many characters a secret can take up in a text at most. */
  int longest() {
    return longest.get();
  }

  /** Where secrets lie, from and to, in order and apart from one another. */
  List<int[]> places(String text) {
    BitSet secret = spellings.in(text);
    List<int[]> places = new ArrayList<>();
    for (int from = secret.nextSetBit(0); from >= 0; ) {
      int to = secret.nextClearBit(from);
      places.add(new int[] {from, to});
      from = secret.nextSetBit(to);
    }
    return places;
  }

  /** The text up to there, masked. */
  static String masked(String text, List<int[]> places, int end) {
    StringBuilder shown = new StringBuilder(text.length());
    int at = 0;
    for (int[] place : places) {
      if (place[0] < end) {
        shown.append(text, at, place[0]).append(MASK);
        at = place[1];
      }
    }
    return at < end ? shown.append(text, at, end).toString() : shown.toString();
  }
}
