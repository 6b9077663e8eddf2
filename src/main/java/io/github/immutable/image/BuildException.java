package io.github.immutable.image;

import io.github.immutable.tool.ExplainedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A build ran and gave no image that can be used. */
public final class BuildException extends ExplainedException {

  /**
   * @param message what failed
   * @param remedy what to type or change next
   * @param log the tool's whole output, where there is any
   * @param lines the lines of it that matter
   */
  public BuildException(String message, String remedy, @Nullable Path log, List<String> lines) {
    super(message, remedy, log, lines);
  }

  @Override
  public String topic() {
    return "build-failed";
  }
}
