package io.github.immutable.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a pipeline file.
 *
 * @param file as the user would type it, from the project's root
 * @param line from 1; 0 when the mistake is not in the file but about it
 * @param column from 1, in characters; 0 as for the line
 * @param message what was expected, and what was found instead
 * @param nearest the valid name nearest to the one that was found, if one is near
 */
public record Mistake(String file, int line, int column, String message, @Nullable String nearest) {

  /** {@code pipelines/local.yml:7:3: unknown key "cuont"; did you mean "count"?} */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    String hint = nearest == null ? "" : "; did you mean \"" + nearest + "\"?";
    return place + ": " + message + hint;
  }
}
