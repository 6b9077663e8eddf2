package io.github.immutable.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline that cannot be used, with all its mistakes; the message has one a line. */
public final class PipelineException extends Exception {
  private final transient List<Mistake> mistakes;

  /** With the mistakes of one file, in the order of their lines. */
  public PipelineException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** When no file could be chosen. */
  public PipelineException(String message) {
    super(message);
    this.mistakes = List.of();
  }

  /** Empty when no file could be chosen. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
