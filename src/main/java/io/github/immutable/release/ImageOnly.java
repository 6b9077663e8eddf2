package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.StageRecord;
import java.util.List;
import java.util.Optional;

/** Runs the build stage alone. */
final class ImageOnly {
  private final Site site;

  ImageOnly(Site site) {
    this.site = site;
  }

  Outcome run(Stage.Planned planned) throws LedgerException {
    Journal journal = new Journal(site);
    String id = planned.release().id();
    StageRecord begun = journal.begin(id, Journal.BUILD);
    try {
      Stage built = new Build(site).run(planned);
      journal.done(begun);
      String headline = "image " + Verify.imageId(built.release());
      ReleaseRecord ended =
          built
              .release()
              .ended(ReleaseRecord.State.COMPLETED, Outcome.DONE, headline, site.time().now());
      site.ledger().put(ended);
      Scratch.delete(site, id);
      return new Outcome(
          Outcome.DONE, headline, Optional.of(ended), Optional.empty(), "", List.of());
    } catch (ReleaseFailure e) {
      journal.failed(begun, String.valueOf(e.getMessage()));
      return new PutBack(site).after(e, id, false);
    } catch (InterruptedException e) {
      journal.interrupted(begun);
      return new PutBack(site).after(new ReleaseFailure.Interrupted(Journal.BUILD), id, false);
    }
  }
}
