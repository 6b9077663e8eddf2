package io.github.immutable.contract;

import java.util.Comparator;
import java.util.List;

/**
 * Something that the user's files lack, or have and must not.
 *
 * @param kind whether a release can go on
 * @param file relative to the project
 * @param line counted from 1; 0 when it is about the file or folder as a whole
 * @param message one sentence, lower case, without a full stop
 * @param add the exact lines to add, none where there is a choice
 * @param next what to do, in words
 */
public record Breach(
    Kind kind, String file, int line, String message, List<String> add, String next) {

  /** What becomes of a release. */
  public enum Kind {
    /** It is refused. */
    PROBLEM,
    /** It goes on, and is told. */
    WARNING,
    /** It goes on if the file's own tool accepts it: what it lacks could not be seen. */
    UNREAD
  }

  static final Comparator<Breach> BY_PLACE =
      Comparator.comparing(Breach::file).thenComparingInt(Breach::line);

  public Breach {
    add = List.copyOf(add);
  }

  static Breach problem(String file, int line, String message, List<String> add, String next) {
    return new Breach(Kind.PROBLEM, file, line, message, add, next);
  }

  static Breach warning(String file, int line, String message, String next) {
    return new Breach(Kind.WARNING, file, line, message, List.of(), next);
  }

  /** As a warning, with the lines that would end it. */
  static Breach hazard(String file, int line, String message, List<String> add, String next) {
    return new Breach(Kind.WARNING, file, line, message, add, next);
  }

  static Breach unread(String file, int line, String message, String next) {
    return new Breach(Kind.UNREAD, file, line, message, List.of(), next);
  }

  /** Whether it stops a release. */
  public boolean stops() {
    return kind == Kind.PROBLEM;
  }

  /** {@code FILE:LINE}, or the file alone. */
  public String place() {
    return line == 0 ? file : file + ":" + line;
  }

  /** {@code FILE:LINE: message}. */
  @Override
  public String toString() {
    return place() + ": " + message;
  }
}
