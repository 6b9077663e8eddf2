package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.servers.HealthWatch;
import java.util.List;

/** Watches the candidate under real traffic. */
final class Soak {
  private final Site site;

  Soak(Site site) {
    this.site = site;
  }

  Stage run(Stage.Promoted promoted) throws ReleaseFailure, LedgerException, InterruptedException {
    ReleaseRecord release = promoted.release();
    Pipeline.Soak soak = site.pipeline().soak();
    if (soak.duration().isZero()) {
      return new Stage.Soaked(release);
    }
    site.progress().begin(Journal.SOAK, Words.duration(soak.duration()) + " under traffic");
    HealthLog log = new HealthLog(site, release.id());
    List<HealthWatch.Failure> failures =
        site.health(release.id())
            .watch(
                release.servers(),
                Verify.imageId(release),
                soak.duration(),
                soak.fails(),
                (server, result, fails) -> {
                  log.add(server, result);
                  if (!result.passed()) {
                    site.progress().busy(server.name() + " " + result.what());
                  }
                });
    if (!failures.isEmpty()) {
      throw new ReleaseFailure.SoakFailed(
          failures.stream().map(HealthWatch.Failure::toString).toList(), log.file());
    }
    site.progress().done("healthy under traffic for " + Words.duration(soak.duration()));
    return new Stage.Soaked(release);
  }
}
