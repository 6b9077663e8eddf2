package io.github.immutable.release;

import io.github.immutable.image.Commit;
import io.github.immutable.image.CommitRange;
import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code plan VERSION}: what a release would do, without doing it. Nothing is recorded, launched,
 * switched or built, and no hold is taken.
 */
public final class Preview {
  private final Site site;
  private final Opening opening;

  public Preview(Site site) {
    this.site = site;
    this.opening = new Opening(site);
  }

  /**
   * Looks as far as a release would get. Fails only where the version itself is no good.
   *
   * @param allowLocal whether the release would be allowed to record here what stands elsewhere
   */
  public PreviewReport report(Releases.Request request, boolean allowLocal)
      throws ReleaseFailure, LedgerException, InterruptedException {
    site.progress().begin("plan", request.workingTree() ? "the working tree" : request.version());
    try (Source source = Source.open(site.root())) {
      PreviewReport report = new Attempt(source, request).report(allowLocal);
      site.progress().done("nothing was changed");
      return report;
    } catch (SourceException e) {
      throw Preparation.unusable(e);
    }
  }

  /** One release that is not made. */
  private final class Attempt {
    private final Source source;
    private final Releases.Request request;
    private final Obstacles obstacles = new Obstacles();
    private final List<String> notes = new ArrayList<>();
    private final Optional<SlotRecord> active;
    private final Optional<ReleaseRecord> live;
    private final String release;
    private boolean free = true;
    private boolean usable = true;
    private boolean alreadyLive;

    Attempt(Source source, Releases.Request request) throws LedgerException {
      this.source = source;
      this.request = request;
      this.release = opening.nextId();
      this.active = site.ledger().active(site.pipeline().name());
      String serving = active.map(SlotRecord::release).orElse(null);
      this.live = serving == null ? Optional.empty() : site.ledger().release(serving);
    }

    /** In the order in which a release finds out. */
    PreviewReport report(boolean allowLocal)
        throws ReleaseFailure, SourceException, LedgerException, InterruptedException {
      lookForOthers();
      lookAtAgent(allowLocal);
      Preparation.Prepared prepared = checkOut();
      lookAtPrerequisites(prepared);
      lookForDrift();
      PreviewReport.@Nullable ImagePlan image = null;
      PreviewReport.@Nullable ServerPlan servers = null;
      Optional<PreviewImage.Found> found = usable ? image(prepared) : Optional.empty();
      if (found.isPresent()) {
        image = found.get().plan();
        servers = servers(prepared.commit(), found.get());
      }
      @Nullable LiveComparison comparison =
          live.isEmpty()
              ? null
              : new LiveComparison(site, live.get(), active.orElseThrow().slot(), way(prepared));
      if (comparison != null) {
        comparison.rollback(prepared.commit().id()).ifPresent(notes::add);
      }
      return new PreviewReport(
          obstacles.exitCode(),
          obstacles.all(),
          site.pipeline().application(),
          site.pipeline().name(),
          release,
          alreadyLive,
          version(prepared),
          comparison == null ? null : comparison.live(),
          image,
          servers,
          image == null || servers == null ? null : estimate(image),
          notes);
    }

    private void lookForOthers() throws LedgerException, InterruptedException {
      Optional<String> holder =
          site.ledger().held(site.pipeline().name()).map(its -> its.holder().who());
      if (holder.isPresent()) {
        free = false;
        obstacles.refused(new ReleaseFailure.Held(site.pipeline().name(), holder.get()));
        return;
      }
      try {
        opening.refuseUnfinished();
      } catch (ReleaseFailure e) {
        free = false;
        obstacles.refused(e);
      }
    }

    private void lookAtAgent(boolean allowLocal) {
      try {
        FreshAgent.of(site).check(allowLocal);
      } catch (ReleaseFailure e) {
        obstacles.refused(e);
      }
    }

    private Preparation.Prepared checkOut() throws ReleaseFailure, InterruptedException {
      Preparation preparation = new Preparation(site);
      try {
        return preparation.checkOut(source, request, ReleaseRecord.Kind.RELEASE);
      } catch (ReleaseFailure.Uncommitted e) {
        obstacles.refused(e);
        return preparation.checkOut(source, allowingDirty(), ReleaseRecord.Kind.RELEASE);
      }
    }

    private Releases.Request allowingDirty() {
      return new Releases.Request(
          request.version(),
          request.workingTree(),
          request.rebuild(),
          request.again(),
          request.keepFailed(),
          true);
    }

    private void lookAtPrerequisites(Preparation.Prepared prepared) throws InterruptedException {
      try {
        site.prerequisites().machine(site, true);
        site.prerequisites().files(site, prepared.checkout());
      } catch (ReleaseFailure e) {
        usable = false;
        obstacles.refused(e);
      }
    }

    private void lookForDrift() throws LedgerException, InterruptedException {
      if (!free) {
        // whoever is at work may be between the switch and its record
        return;
      }
      try {
        opening.lookForDrift();
      } catch (ReleaseFailure e) {
        obstacles.refused(e);
      }
    }

    private Optional<PreviewImage.Found> image(Preparation.Prepared prepared)
        throws LedgerException, InterruptedException {
      try {
        return Optional.of(
            new PreviewImage(site, source, live).find(prepared.checkout(), request.rebuild()));
      } catch (ReleaseFailure e) {
        obstacles.fails(Journal.BUILD, e);
        return Optional.empty();
      }
    }

    private PreviewReport.@Nullable ServerPlan servers(Commit commit, PreviewImage.Found image)
        throws LedgerException, InterruptedException {
      if (!free) {
        return null;
      }
      PreviewServers servers = new PreviewServers(site, active, live);
      try {
        if (image.known().isPresent() && !request.again()) {
          PreviewServers.Same same = servers.same(release, commit.id(), image.known().get());
          alreadyLive = same == PreviewServers.Same.WELL && obstacles.all().isEmpty();
          if (alreadyLive) {
            return null;
          }
          if (same == PreviewServers.Same.UNWELL) {
            notes.add("this very version is live and not healthy: its servers would be replaced");
          }
        }
      } catch (ReleaseFailure e) {
        obstacles.fails(Journal.LAUNCH, e);
        return null;
      }
      if (!servers.floor().isEmpty()) {
        notes.add(servers.floor());
      }
      return servers.plan(release, image.known(), obstacles);
    }

    private PreviewReport.Version version(Preparation.Prepared prepared) {
      Commit commit = prepared.commit();
      return new PreviewReport.Version(
          commit.version(), commit.id(), commit.subject(), commit.time(), prepared.dirty());
    }

    private CommitRange way(Preparation.Prepared prepared) throws SourceException {
      return source.between(live.orElseThrow().commit(), prepared.commit().id());
    }

    private Estimate estimate(PreviewReport.ImagePlan image) throws LedgerException {
      return Estimate.of(site.ledger(), site.pipeline().name(), image.built(), active.isPresent());
    }
  }
}
