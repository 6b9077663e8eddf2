package io.github.immutable.traffic;

import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ExplainedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The balancer could not be asked, refused, or did not do what it was told. */
public class TrafficException extends ExplainedException {
  /**
   * @param message what failed, and where
   * @param remedy what to type or change next
   */
  public TrafficException(String message, String remedy) {
    super(message, remedy);
  }

  /**
   * @param log the whole output of what failed, where there is any
   * @param lines the lines of it that matter
   */
  public TrafficException(String message, String remedy, @Nullable Path log, List<String> lines) {
    super(message, remedy, log, lines);
  }

  /** What Terraform, or a command of the user's, said about it. */
  static TrafficException of(ExplainedException cause) {
    TrafficException failed =
        new TrafficException(
            String.valueOf(cause.getMessage()), cause.remedy(), cause.log(), cause.lines());
    failed.initCause(cause);
    return failed;
  }

  /** A slot was to be taken out of the balancer while it serves. */
  static TrafficException hasTheTraffic(Slot slot) {
    return new TrafficException(
        "slot " + slot + " has the traffic, and its servers stay known to the balancer",
        "immutable status   shows what is live");
  }

  @Override
  public String topic() {
    return "balancer";
  }
}
