package io.github.immutable.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What lies between two commits, as far as it touches the project's folder.
 *
 * @param direction from the one to the other
 * @param added commits that the other has and the one has not, the newest first
 * @param left commits that the one has and the other has not, the newest first
 */
public record CommitRange(Direction direction, List<Entry> added, List<Entry> left) {

  /** Where the way from one commit to another leads. */
  public enum Direction {
    SAME,
    FORWARD,
    BACK,
    /** To another branch. */
    SIDEWAYS,
    /** This clone does not have both commits, or not what lies between them. */
    UNKNOWN;

    /** As it is written in JSON. */
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A commit, as one line of a list. */
  public record Entry(String id, String subject) {}

  public CommitRange {
    added = List.copyOf(added);
    left = List.copyOf(left);
  }
}
