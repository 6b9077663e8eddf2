package io.github.immutable.release;

import io.github.immutable.image.CommitRange;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Slot;
import java.util.List;
import java.util.Optional;

/**
 * What is live, held against a version.
 *
 * @param release that is live
 * @param way from its commit to the version's
 */
record LiveComparison(Site site, ReleaseRecord release, Slot slot, CommitRange way) {
  /** Of commits that would come or go. */
  private static final int SHOWN = 10;

  PreviewReport.Live live() {
    return new PreviewReport.Live(
        release.version(),
        release.id(),
        release.commit(),
        slot,
        way.direction(),
        way.added().size(),
        first(way.added()),
        way.left().size(),
        first(way.left()));
  }

  /** Where the way leads back to what was live once: what does that better than a release. */
  Optional<String> rollback(String commit) throws LedgerException {
    if (way.direction() != CommitRange.Direction.BACK) {
      return Optional.empty();
    }
    List<ReleaseRecord> all = site.ledger().releases(site.pipeline().name());
    return RollbackTarget.named(all, release, commit)
        .map(
            before ->
                "immutable rollback "
                    + before.id()
                    + "   brings back what was live then, its Terraform root included");
  }

  private static List<CommitRange.Entry> first(List<CommitRange.Entry> entries) {
    return entries.subList(0, Math.min(SHOWN, entries.size()));
  }
}
