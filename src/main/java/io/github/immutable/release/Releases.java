package io.github.immutable.release;

import io.github.immutable.image.Commit;
import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import java.nio.file.Path;
import java.util.List;

/** {@code release VERSION} and {@code build VERSION}: from a git ref to the end of its runbook. */
public final class Releases {
  private final Site site;
  private final Opening opening;

  public Releases(Site site) {
    this.site = site;
    this.opening = new Opening(site);
  }

  /**
   * What was asked for.
   *
   * @param version a tag, branch or commit; empty with {@code workingTree}
   * @param workingTree releases the files as they lie there, on purpose
   * @param rebuild runs Packer even where the image is known
   * @param again replaces the servers even where the same ones are live
   * @param keepFailed leaves servers that failed standing
   * @param allowDirty goes on although the pipeline or the Terraform root is not committed
   */
  public record Request(
      String version,
      boolean workingTree,
      boolean rebuild,
      boolean again,
      boolean keepFailed,
      boolean allowDirty) {}

  /** Releases a version. */
  public Outcome release(Request request)
      throws ReleaseFailure, LedgerException, InterruptedException {
    opening.refuseUnfinished();
    try (Source source = Source.open(site.root())) {
      Commit resolved = resolve(source, request);
      List<String> dirty = dirty(source, request);
      opening.refuseDrift();
      Stage.Planned planned = plan(source, request, resolved, ReleaseRecord.Kind.RELEASE, dirty);
      return new Rollout(site).run(planned, request.keepFailed());
    } catch (SourceException e) {
      throw unusable(e);
    }
  }

  /** Makes a version's image and nothing else. */
  public Outcome build(Request request)
      throws ReleaseFailure, LedgerException, InterruptedException {
    opening.refuseUnfinished();
    try (Source source = Source.open(site.root())) {
      Commit resolved = resolve(source, request);
      Stage.Planned planned = plan(source, request, resolved, ReleaseRecord.Kind.BUILD, List.of());
      return new ImageOnly(site).run(planned);
    } catch (SourceException e) {
      throw unusable(e);
    }
  }

  /**
   * An interrupt closes the files that git is being read from, which looks as if they were broken.
   */
  private static ReleaseFailure unusable(SourceException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped while git was read");
    }
    return new ReleaseFailure.BadRequest(e);
  }

  private static Commit resolve(Source source, Request request) throws SourceException {
    return source.resolve(request.workingTree() ? "HEAD" : request.version());
  }

  /** What of the files that this release is made by is in no commit. */
  private List<String> dirty(Source source, Request request)
      throws ReleaseFailure, SourceException {
    String file = site.root().relativize(site.pipeline().file()).toString();
    List<String> dirty = source.dirtyPaths(List.of(file, site.pipeline().servers().terraform()));
    if (dirty.isEmpty()) {
      return dirty;
    }
    if (site.strict() && !request.allowDirty()) {
      throw new ReleaseFailure.BadRequest(
          "with CI=true, and these files are in no commit: " + String.join(", ", dirty),
          "commit them, or say --allow-dirty");
    }
    site.progress().note("not committed, and recorded so: " + String.join(", ", dirty));
    return dirty;
  }

  private Stage.Planned plan(
      Source source, Request request, Commit resolved, ReleaseRecord.Kind kind, List<String> dirty)
      throws SourceException, LedgerException {
    ReleaseRecord release = opening.open(kind, resolved, dirty, null);
    Path checkout = Scratch.of(site, release.id());
    List<String> inputs = site.pipeline().image().inputs();
    try {
      if (request.workingTree()) {
        Commit tree = source.exportWorkingTree(inputs, checkout);
        release = release.named(tree.version(), tree.id(), tree.subject());
        site.ledger().put(release);
      } else {
        source.export(resolved, inputs, checkout);
      }
    } catch (SourceException e) {
      site.ledger()
          .put(
              release.ended(
                  ReleaseRecord.State.FAILED,
                  Outcome.BAD_REQUEST,
                  String.valueOf(e.getMessage()),
                  site.time().now()));
      Scratch.delete(site, release.id());
      throw e;
    }
    return new Stage.Planned(release, checkout, request.rebuild(), request.again());
  }
}
