package io.github.immutable.e2e;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mistake, what is typed, and what must come of it.
 *
 * @param input what is wrong, for who reads the table
 * @param exitCode that of {@code docs/exit-codes.md}
 * @param says the first line of the message; … stands for anything
 * @param next a part of the line that says what to do; null where it need not be a message
 * @param adds a part of what the message says besides; may be empty
 * @param mayChange all else must be left as it was
 * @param slow whether it waits for somebody's patience to end
 */
record Row<P extends Project>(
    BadInput item,
    String input,
    Arrangement<P> arrangement,
    List<String> typed,
    int exitCode,
    String says,
    @Nullable String next,
    String adds,
    Set<World.Part> mayChange,
    boolean slow) {

  /** Makes the mistake. */
  interface Arrangement<P> {
    void in(P project) throws Exception;
  }

  static <P extends Project> Row<P> row(BadInput item, String input, String... typed) {
    return new Row<>(
        item,
        input,
        project -> {},
        List.of(typed),
        -1,
        "",
        null,
        "",
        EnumSet.noneOf(World.Part.class),
        false);
  }

  Row<P> where(Arrangement<P> its) {
    return new Row<>(item, input, its, typed, exitCode, says, next, adds, mayChange, slow);
  }

  /** Is refused, or fails, with one message. */
  Row<P> exits(int code, String message, String toDo) {
    return new Row<>(item, input, arrangement, typed, code, message, toDo, adds, mayChange, slow);
  }

  /** Does what was asked, or what is right instead, and tells of it. */
  Row<P> tells(int code, String line) {
    return new Row<>(item, input, arrangement, typed, code, line, null, adds, mayChange, slow);
  }

  Row<P> adding(String part) {
    return new Row<>(item, input, arrangement, typed, exitCode, says, next, part, mayChange, slow);
  }

  Row<P> mayChange(World.Part first, World.Part... more) {
    return new Row<>(
        item, input, arrangement, typed, exitCode, says, next, adds, EnumSet.of(first, more), slow);
  }

  Row<P> takesTime() {
    return new Row<>(item, input, arrangement, typed, exitCode, says, next, adds, mayChange, true);
  }

  @Override
  public String toString() {
    return item + ": " + input + " → " + exitCode;
  }
}
