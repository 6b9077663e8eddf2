package io.github.immutable.tool;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that says what to do about it; each package has kinds of its own. */
public abstract class ExplainedException extends Exception implements Explained {
  private final String remedy;
  private final @Nullable Path log;
  private final List<String> lines;

  /**
   * @param message what failed, and where
   * @param remedy what to type or change next
   */
  protected ExplainedException(String message, String remedy) {
    this(message, remedy, null, List.of());
  }

  /**
   * @param message what failed, and where
   * @param remedy what to type or change next
   * @param log the whole output of the tool that failed, where there is any
   * @param lines the lines of it that matter
   */
  protected ExplainedException(
      String message, String remedy, @Nullable Path log, List<String> lines) {
    super(message);
    this.remedy = remedy;
    this.log = log;
    this.lines = List.copyOf(lines);
  }

  @Override
  public String remedy() {
    return remedy;
  }

  @Override
  public @Nullable Path log() {
    return log;
  }

  @Override
  public List<String> lines() {
    return lines;
  }
}
