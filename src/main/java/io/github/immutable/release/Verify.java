package io.github.immutable.release;

import io.github.immutable.image.Image;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Health;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.HealthWatch;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** Waits until every server of the candidate is healthy and has proved its image (promise 2). */
final class Verify {
  private final Site site;

  Verify(Site site) {
    this.site = site;
  }

  Stage run(Stage.Launched launched) throws ReleaseFailure, LedgerException, InterruptedException {
    ReleaseRecord release = launched.release();
    Health health = site.pipeline().health();
    int count = release.servers().size();
    site.progress().begin(Journal.VERIFY, count + " servers in slot " + release.slot());
    HealthLog log = new HealthLog(site, release.id());
    ConcurrentSkipListSet<String> healthy = new ConcurrentSkipListSet<>();
    List<HealthWatch.Failure> failures =
        site.health(release.id())
            .untilHealthy(
                release.servers(),
                imageId(release),
                (server, result, inARow) -> {
                  log.add(server, result);
                  if (inARow >= health.passes()) {
                    healthy.add(server.name());
                  }
                  String seen = result.passed() ? "" : ", " + server.name() + " " + result.what();
                  site.progress().busy(healthy.size() + " of " + count + " healthy" + seen);
                });
    List<String> lines = failures.stream().map(HealthWatch.Failure::toString).toList();
    if (failures.stream().anyMatch(Verify::wrongImage)) {
      throw new ReleaseFailure.WrongImage(lines, log.file());
    }
    if (!failures.isEmpty()) {
      throw new ReleaseFailure.Unhealthy(
          lines.size() + " of " + count + " servers not healthy within " + seconds(health),
          command(release),
          lines,
          log.file());
    }
    new Platform(site).confirms(release, Journal.VERIFY);
    site.progress().done(count + " of " + count + " healthy, " + proof(health));
    return new Stage.Verified(release);
  }

  private static boolean wrongImage(HealthWatch.Failure failure) {
    return failure.last().verdict() == CheckResult.Verdict.WRONG_IMAGE;
  }

  /** What was typed, to be typed again. */
  static String command(ReleaseRecord release) {
    return "immutable " + release.kind().label() + " " + release.version();
  }

  private static String seconds(Health health) {
    return Words.duration(health.within());
  }

  /** How the pipeline proves that servers run the image. */
  static String proof(Health health) {
    return switch (health.proof()) {
      case ANSWER -> "their answers prove the image";
      case PLATFORM -> "the platform proves the image";
      case COMMAND -> "the health command proves the image";
      case NONE -> "NOTHING proves the image (proof: none)";
    };
  }

  /** The image id that the release's servers must prove. */
  static String imageId(ReleaseRecord release) {
    Image image = release.image();
    if (image == null) {
      throw new IllegalStateException("servers are launched after their image is known");
    }
    return image.id();
  }
}
