package io.github.immutable.cli;

import io.github.immutable.pipeline.Mistake;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.tool.Explained;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command line or a pipeline file does wrong, in the form that all failures have.
 *
 * @param lines more about it, one line each
 */
record Refusal(String message, List<String> lines, String remedy, String topic)
    implements Explained {
  private static final int MOST_SHOWN = 20;

  /** One mistake is the message; several are counted in it, and are the lines below it. */
  static Refusal of(PipelineException wrong) {
    List<Mistake> mistakes = wrong.mistakes();
    if (mistakes.size() < 2) {
      String message = String.valueOf(wrong.getMessage());
      return new Refusal(message, List.of(), wrong.remedy(), "pipeline-file");
    }
    Stream<String> first = mistakes.stream().limit(MOST_SHOWN).map(Mistake::toString);
    int more = mistakes.size() - MOST_SHOWN;
    Stream<String> rest = more > 0 ? Stream.of("and " + more + " more") : Stream.empty();
    return new Refusal(
        mistakes.getFirst().file() + " has " + mistakes.size() + " mistakes",
        Stream.concat(first, rest).toList(),
        wrong.remedy(),
        "pipeline-file");
  }

  @Override
  public String getMessage() {
    return message;
  }
}
