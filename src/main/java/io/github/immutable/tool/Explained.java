package io.github.immutable.tool;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that says what to do about it. */
public interface Explained {

  /** What failed, and where. */
  @Nullable String getMessage();

  /** What to type or change next. */
  String remedy();

  /**
   * The page that says more: {@code docs/troubleshooting/TOPIC.md}, printed by {@code immutable
   * help TOPIC}.
   */
  String topic();

  /** The whole output of the tool that failed, where there is any. */
  default @Nullable Path log() {
    return null;
  }

  /** The lines of that output that matter. */
  default List<String> lines() {
    return List.of();
  }
}
