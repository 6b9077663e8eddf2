package io.github.immutable.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/**
 * Where every value of one file stands, and what is wrong with it. Places are dotted, {@code
 * image.inputs.0}; the root's is empty.
 */
final class Findings {
  private final String file;
  private final Map<String, Mark> keys = new HashMap<>();
  private final Map<String, Mark> values = new HashMap<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void found(String place, Mark key, Mark value) {
    keys.put(place, key);
    values.put(place, value);
  }

  /** Whether the file itself has that key, so that its value is no default. */
  boolean has(String place) {
    return keys.containsKey(place);
  }

  void mistake(Mark mark, String message, @Nullable String nearest) {
    mistakes.add(new Mistake(file, mark.getLine() + 1, mark.getColumn() + 1, message, nearest));
  }

  /** At a line and column that count from 1. */
  void mistake(int line, int column, String message) {
    mistakes.add(new Mistake(file, line, column, message, null));
  }

  /** At the value of a place, or, where it was left out, at the key that it should stand under. */
  void mistake(String place, String message) {
    mistake(place, message, List.of(), "");
  }

  /** With the nearest of the candidates. */
  void mistake(String place, String message, Collection<String> candidates, String found) {
    String nearest = Nearest.to(found, candidates);
    Mark mark = values.get(place);
    String above = place;
    while (mark == null && !above.isEmpty()) {
      above = above.substring(0, Math.max(0, above.lastIndexOf('.')));
      mark = keys.get(above);
    }
    if (mark == null) {
      mistakes.add(new Mistake(file, 1, 1, message, nearest));
    } else {
      mistake(mark, message, nearest);
    }
  }

  /** A mistake that leaves nothing else to look for, at the file's beginning. */
  PipelineException only(String message) {
    return new PipelineException(List.of(new Mistake(file, 1, 1, message, null)));
  }

  /** All mistakes in the order of their lines. */
  PipelineException failure() {
    mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
    return new PipelineException(mistakes);
  }

  void throwIfAny() throws PipelineException {
    if (!mistakes.isEmpty()) {
      throw failure();
    }
  }
}
