package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.TrafficException;
import java.util.List;
import java.util.Optional;

/**
 * {@code resume}: goes on with a release that was cut short, from what the ledger recorded. Once
 * putting back has begun, that is what it finishes.
 */
public final class Resume {
  private final Site site;
  private final Journal journal;

  public Resume(Site site) {
    this.site = site;
    this.journal = new Journal(site);
  }

  /** Resumes the release that holds the pipeline; does nothing where none does. */
  public Outcome run() throws ReleaseFailure, LedgerException, InterruptedException {
    Optional<ReleaseRecord> holder = site.ledger().holder(site.pipeline().name());
    if (holder.isEmpty()) {
      return new Outcome(
          Outcome.DONE,
          "nothing to resume: no release of " + site.pipeline().name() + " is unfinished",
          Optional.empty(),
          Optional.empty(),
          "",
          List.of());
    }
    ReleaseRecord release = holder.get();
    site.prerequisites().machine(site, release.image() == null);
    awaitBalancer(release);
    if (goesBack(release)) {
      site.progress().note("what was live before was being put back: finishing that");
      return new PutBack(site).abort(release);
    }
    Stage stage = new Resumption(site).stage(release);
    site.progress().note("resuming release " + release.id() + " (" + release.version() + ")");
    return stage instanceof Stage.Planned planned && release.kind() == ReleaseRecord.Kind.BUILD
        ? new ImageOnly(site).run(planned)
        : new Rollout(site).run(stage, release.asked(Releases.KEEP_FAILED));
  }

  private boolean goesBack(ReleaseRecord release) throws LedgerException {
    return release.state() == ReleaseRecord.State.UNCLEAN
        || journal.begun(release.id(), Journal.PUT_BACK);
  }

  /** The traffic may be on either side of this release's own switch, and nowhere else. */
  private void awaitBalancer(ReleaseRecord release)
      throws ReleaseFailure, LedgerException, InterruptedException {
    try {
      site.traffic().ready().ifPresent(site.progress()::note);
      Optional<Slot> carries = site.traffic().active();
      Optional<Slot> known = site.ledger().active(site.pipeline().name()).map(SlotRecord::slot);
      boolean switching =
          journal.begun(release.id(), Journal.PROMOTE)
              && (carries.equals(Optional.ofNullable(release.slot()))
                  || carries.equals(Optional.ofNullable(release.replaced())));
      if (!switching && !carries.equals(known)) {
        new Opening(site).refuseDisagreement(carries);
      }
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
  }
}
