package io.github.immutable.release;

import io.github.immutable.image.Commit;
import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** From where a release that was cut short goes on, by its record and its stages alone. */
final class Resumption {
  private final Site site;
  private final Journal journal;

  Resumption(Site site) {
    this.site = site;
    this.journal = new Journal(site);
  }

  /**
   * The last stage that is known to be reached. What was proved before the process died is proved
   * again: a server may have died since.
   */
  Stage stage(ReleaseRecord release) throws ReleaseFailure, LedgerException, InterruptedException {
    String id = release.id();
    if (journal.finished(id, Journal.RETIRE)) {
      return new Stage.Completed(release, false);
    }
    if (journal.finished(id, Journal.SOAK)) {
      return new Stage.Soaked(release);
    }
    if (journal.finished(id, Journal.PROMOTE)) {
      return new Stage.Promoted(release);
    }
    if (journal.finished(id, Journal.LAUNCH) && release.slot() == null) {
      return new Stage.Completed(release, true);
    }
    if (!release.servers().isEmpty() && recorded(release)) {
      return new Stage.Launched(release);
    }
    if (release.kind() == ReleaseRecord.Kind.ROLLBACK) {
      return Rollback.built(site, release);
    }
    if (release.image() != null && release.kind() == ReleaseRecord.Kind.RELEASE) {
      Path root = site.root().resolve(site.pipeline().servers().terraform());
      return new Stage.Built(release, root, release.asked(Releases.AGAIN));
    }
    return planned(release);
  }

  /** Servers are launched when the slot's record names them as well. */
  private boolean recorded(ReleaseRecord release) throws LedgerException {
    return release
        .servers()
        .equals(site.ledger().slot(site.pipeline().name(), Promote.slotOf(release)).servers());
  }

  private Stage.Planned planned(ReleaseRecord release) throws ReleaseFailure, InterruptedException {
    Path checkout = Scratch.of(site, release.id());
    try {
      // it may still be reading there
      new Leftovers(site).awaitBuild();
    } catch (ToolException e) {
      throw new ReleaseFailure.BuildFailed(e);
    }
    if (release.asked(Releases.WORKING_TREE)) {
      if (!Files.isDirectory(checkout)) {
        throw new ReleaseFailure.BadRequest(
            "the files of the working tree that release "
                + release.id()
                + " was to be made of are"
                + " gone",
            "immutable abort   puts back what was live; then release them again");
      }
    } else {
      export(release, checkout);
    }
    return new Stage.Planned(
        release, checkout, release.asked(Releases.REBUILD), release.asked(Releases.AGAIN));
  }

  private void export(ReleaseRecord release, Path checkout)
      throws ReleaseFailure, InterruptedException {
    try (Source source = Source.open(site.root())) {
      Scratch.delete(checkout);
      Files.createDirectories(checkout.getParent());
      Commit commit = source.resolve(release.commit());
      source.export(commit, site.pipeline().image().inputs(), checkout);
    } catch (SourceException e) {
      throw Preparation.unusable(e);
    } catch (IOException e) {
      throw Preparation.unwritable(site, e);
    }
  }
}
