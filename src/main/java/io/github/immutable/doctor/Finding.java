package io.github.immutable.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What one look at this machine or this project found.
 *
 * @param check what was looked at, in a word or two: {@code packer}, {@code free space}
 * @param exitCode what a release would be refused with; 0 unless it is a problem
 * @param message what was found, in one line
 * @param mend the command that mends it; empty where there is nothing to mend
 * @param lines what the tool itself said, or other ways to mend it
 */
public record Finding(
    String check, State state, int exitCode, String message, String mend, List<String> lines) {

  /** How good or bad a finding is. */
  public enum State {
    OK,
    /** A release can start, and something should be seen to. */
    WARNING,
    /** A release would be refused. */
    PROBLEM,
    /** Something else has to be mended before this can be looked at. */
    NOT_CHECKED;

    /** As in JSON: {@code not_checked}. */
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    if ((state == State.PROBLEM) != (exitCode != 0)) {
      throw new IllegalArgumentException("a problem, and nothing else, has an exit code: " + check);
    }
    lines = List.copyOf(lines);
  }

  /** All is as it should be. */
  public static Finding ok(String check, String message) {
    return new Finding(check, State.OK, 0, message, "", List.of());
  }

  /** Something should be seen to, and stops nobody. */
  public static Finding warning(String check, String message, String mend) {
    return new Finding(check, State.WARNING, 0, message, mend, List.of());
  }

  /** A release would be refused, with this exit code. */
  public static Finding problem(String check, int exitCode, String message, String mend) {
    return new Finding(check, State.PROBLEM, exitCode, message, mend, List.of());
  }

  /** It could not be looked at. */
  public static Finding notChecked(String check, String why) {
    return new Finding(check, State.NOT_CHECKED, 0, "not checked: " + why, "", List.of());
  }

  /** With what the tool itself said, or other ways to mend it. */
  public Finding with(List<String> more) {
    return new Finding(check, state, exitCode, message, mend, more);
  }

  /** Whether it would stop a release. */
  @JsonIgnore
  public boolean isProblem() {
    return state == State.PROBLEM;
  }
}
