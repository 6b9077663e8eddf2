package io.github.immutable.image;

import io.github.immutable.tool.Explained;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A build ran and gave no image that can be used. */
public final class BuildException extends Exception implements Explained {
  private final String remedy;
  private final @Nullable Path log;
  private final List<String> lines;

  /**
   * @param message what failed
   * @param remedy what to type or change next
   * @param log the tool's whole output, where there is any
   * @param lines the lines of it that matter
   */
  public BuildException(String message, String remedy, @Nullable Path log, List<String> lines) {
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
