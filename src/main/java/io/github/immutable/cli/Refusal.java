package io.github.immutable.cli;

import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.tool.Explained;
import java.util.List;

/**
 * What a command line or a pipeline file does wrong, in the form that all failures have.
 *
 * @param lines more about it, one line each
 */
record Refusal(String message, List<String> lines, String remedy, String topic)
    implements Explained {

  /** One mistake in the message, the others in the lines below it. */
  static Refusal of(PipelineException wrong) {
    List<String> said = String.valueOf(wrong.getMessage()).lines().toList();
    return new Refusal(
        said.getFirst(),
        said.subList(1, said.size()),
        wrong.mistakes().isEmpty()
            ? "name one that is there with --pipeline NAME, or make one: immutable init FOLDER"
            : "correct " + wrong.mistakes().getFirst().file() + ", then run the same command again",
        "pipeline-file");
  }

  @Override
  public String getMessage() {
    return message;
  }
}
