package io.github.immutable.servers;

import java.nio.file.Path;
import java.util.List;

/** A plan goes beyond what the act at hand may touch; it has not been applied. */
public final class PlanRefusedException extends ServersException {

  /**
   * @param reasons each names a resource or server and what the plan would do to it
   * @param log the plan as JSON
   */
  public PlanRefusedException(List<String> reasons, Path log) {
    super(
        "the plan was refused before it was applied: " + reasons.getFirst(),
        "correct the Terraform root; nothing was changed",
        log,
        reasons);
  }
}
