package io.github.immutable.release;

import io.github.immutable.ledger.ReleaseRecord;
import java.util.List;
import java.util.Optional;

/**
 * How a command ended.
 *
 * @param exitCode as the design's table has it
 * @param headline one line: the result
 * @param release the release it was about
 * @param failure why it did not do what was asked
 * @param live what is live, probed just now, in one line
 * @param left what is left to clean up, one line each
 */
public record Outcome(
    int exitCode,
    String headline,
    Optional<ReleaseRecord> release,
    Optional<ReleaseFailure> failure,
    String live,
    List<String> left) {

  /** How {@link #live} begins where nobody waited for a probe. */
  public static final String NOT_PROBED = "not probed";

  /** Done as asked. */
  public static final int DONE = 0;

  /** The request was wrong; nothing was touched. */
  public static final int BAD_REQUEST = 2;

  /** Another release holds the pipeline. */
  public static final int HELD = 3;

  /** Failed; what was live before is live, clean. */
  public static final int PUT_BACK = 10;

  /** The new one is live; something is left to clean up. */
  public static final int DONE_UNCLEAN = 11;

  /** Failed; what was live before is live; something is left to clean up. */
  public static final int PUT_BACK_UNCLEAN = 12;

  /** An operator is needed. */
  public static final int OPERATOR_NEEDED = 20;

  /** Interrupted; production is safe, the pipeline held. */
  public static final int INTERRUPTED = 130;
}
