package io.github.immutable.release;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Health;
import io.github.immutable.pipeline.Traffic;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.ExpectedAnswer;
import io.github.immutable.servers.HttpProbe;
import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.FrontDoor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Proves a switch where users see it: many answers in a row, all from the right slot and image. */
final class Confirmation {
  private final Site site;

  Confirmation(Site site) {
    this.site = site;
  }

  /** Confirms that the slot answers at the front door, on fresh and on kept connections. */
  void confirm(FrontDoor frontDoor, ReleaseRecord release, Slot slot)
      throws ReleaseFailure, InterruptedException {
    Traffic traffic = site.pipeline().traffic();
    Optional<String> problem =
        frontDoor.confirm(
            slot, expects(release), traffic.confirm().answers(), traffic.confirm().within());
    if (problem.isPresent()) {
      throw new ReleaseFailure.NotConfirmed(
          slot.label(), traffic.frontDoor().toString(), problem.get());
    }
  }

  /** What is wrong with an answer at the front door, if anything is. */
  Function<HttpProbe.Answer, Optional<String>> expects(ReleaseRecord release) {
    return answer -> problem(release, answer);
  }

  private Optional<String> problem(ReleaseRecord release, HttpProbe.Answer answer) {
    Health.Http http = site.pipeline().health().http();
    boolean sayable =
        http != null
            && http.port() == null
            && http.expect().values().stream().noneMatch(value -> value.contains("${server."));
    if (http == null || !sayable) {
      return answer.status() >= 500 ? Optional.of("answered " + answer.status()) : Optional.empty();
    }
    Map<String, String> values = Map.of("image.id", Verify.imageId(release));
    CheckResult result = new ExpectedAnswer(http, values).judge(answer);
    return result.passed() ? Optional.empty() : Optional.of(result.what());
  }
}
