package io.github.immutable.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline that cannot be used, with all its mistakes; the message has one a line. */
public final class PipelineException extends Exception {
  private final transient List<Mistake> mistakes;
  private final String remedy;

  /** With the mistakes of one file, in the order of their lines. */
  public PipelineException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
    this.remedy =
        mistakes.isEmpty()
            ? ""
            : "correct " + mistakes.getFirst().file() + ", then run the same command again";
  }

  /**
   * When no file could be chosen.
   *
   * @param remedy what to type or change next
   */
  public PipelineException(String message, String remedy) {
    super(message);
    this.mistakes = List.of();
    this.remedy = remedy;
  }

  /** Empty when no file could be chosen. */
  public List<Mistake> mistakes() {
    return mistakes;
  }

  /** What to type or change next. */
  public String remedy() {
    return remedy;
  }
}
