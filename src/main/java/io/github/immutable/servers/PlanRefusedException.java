package io.github.immutable.servers;

import java.util.List;

/** A plan goes beyond what the act at hand may touch; it has not been applied. */
public final class PlanRefusedException extends ServersException {

  /**
   * The plan itself is not kept, since it may hold secrets.
   *
   * @param reasons each names a resource or server and what the plan would do to it
   */
  public PlanRefusedException(List<String> reasons) {
    super(
        "the plan was refused before it was applied: " + reasons.getFirst(),
        "correct the Terraform root; nothing was changed",
        null,
        reasons);
  }
}
