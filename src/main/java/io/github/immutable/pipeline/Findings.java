package io.github.immutable.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<String, Mistake> missing = new LinkedHashMap<>();
  private final Set<String> meant = new HashSet<>();

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

  /** Whether the file has that key, or one that was probably meant to be it or to hold it. */
  boolean hasOrMeans(String place) {
    return has(place)
        || meant.stream().anyMatch(its -> place.equals(its) || place.startsWith(its + "."));
  }

  /** Some unknown key was probably meant to be the one of that place. */
  void means(String place) {
    meant.add(place);
  }

  /** Not told where another key was probably meant to be this one: that is the cause. */
  void missing(String place, String message) {
    missing.put(place, at(place, message, null));
  }

  void mistake(Mark mark, String message, @Nullable String nearest) {
    mistakes.add(at(mark, message, nearest));
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
    mistakes.add(at(place, message, Nearest.to(found, candidates)));
  }

  /** A mistake that leaves nothing else to look for, at the file's beginning. */
  PipelineException only(String message) {
    return new PipelineException(List.of(new Mistake(file, 1, 1, message, null)));
  }

  /** All mistakes in the order of their lines. */
  PipelineException failure() {
    List<Mistake> all = new ArrayList<>(mistakes);
    missing.forEach(
        (place, mistake) -> {
          if (!hasOrMeans(place)) {
            all.add(mistake);
          }
        });
    all.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
    return new PipelineException(all);
  }

  void throwIfAny() throws PipelineException {
    PipelineException failure = failure();
    if (!failure.mistakes().isEmpty()) {
      throw failure;
    }
  }

  private Mistake at(String place, String message, @Nullable String nearest) {
    Mark mark = values.get(place);
    String above = place;
    while (mark == null && !above.isEmpty()) {
      above = above.substring(0, Math.max(0, above.lastIndexOf('.')));
      mark = keys.get(above);
    }
    return mark == null ? new Mistake(file, 1, 1, message, nearest) : at(mark, message, nearest);
  }

  private Mistake at(Mark mark, String message, @Nullable String nearest) {
    return new Mistake(file, mark.getLine() + 1, mark.getColumn() + 1, message, nearest);
  }
}
