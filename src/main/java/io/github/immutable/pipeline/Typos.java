package io.github.immutable.pipeline;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** Keys that are none, and what was probably meant. */
final class Typos {
  private static final List<String> PLACES = Key.places(Pipeline.class);

  private final Findings findings;

  Typos(Findings findings) {
    this.findings = findings;
  }

  /** A key of the section at that place, which has others. */
  void unknown(String key, Mark mark, String section, Collection<String> known) {
    String message = "unknown key \"" + key + "\"";
    String nearest = near(key, section, known);
    if (nearest != null) {
      findings.mistake(mark, message, nearest);
      findings.means(Binder.inside(section, nearest));
      return;
    }
    String place = elsewhere(key);
    if (place == null) {
      findings.mistake(mark, message, null);
      return;
    }
    int end = place.lastIndexOf('.');
    String name = place.substring(end + 1);
    findings.mistake(
        mark,
        "%s; %sit belongs under \"%s\""
            .formatted(
                message,
                name.equals(key) ? "" : "its name is \"" + name + "\", and ",
                place.substring(0, end)),
        null);
    findings.means(place);
  }

  /** Rather a key that the file does not have yet. */
  private @Nullable String near(String key, String section, Collection<String> known) {
    List<String> absent =
        known.stream().filter(name -> !findings.has(Binder.inside(section, name))).toList();
    String nearest = Nearest.to(key, absent);
    return nearest == null ? Nearest.to(key, known) : nearest;
  }

  /** The one place where such a key belongs: it is indented too little, or has its whole path. */
  private static @Nullable String elsewhere(String key) {
    List<String> places =
        PLACES.stream()
            .filter(place -> place.endsWith("." + key) || (key.contains(".") && place.equals(key)))
            .toList();
    return places.size() == 1 ? places.getFirst() : null;
  }
}
