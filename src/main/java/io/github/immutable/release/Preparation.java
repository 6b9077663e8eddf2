package io.github.immutable.release;

import io.github.immutable.image.Commit;
import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What comes before a release is recorded: its version resolved, its files checked out, and
 * everything looked over that can be looked over without doing anything.
 */
final class Preparation {
  private final Site site;

  Preparation(Site site) {
    this.site = site;
  }

  /**
   * A version, ready to be released.
   *
   * @param checkout clean; in the folder of this process, until a release takes it over
   * @param dirty files that servers are made by and that are in no commit
   */
  record Prepared(Commit commit, Path checkout, List<String> dirty) {}

  /** Resolves the version, checks it out, and refuses what cannot become a release. */
  Prepared prepare(Source source, Releases.Request request, ReleaseRecord.Kind kind)
      throws ReleaseFailure, InterruptedException {
    Prepared prepared = checkOut(source, request, kind);
    site.prerequisites().machine(site, true);
    // after the machine: where a file cannot be read here, the tools are asked
    site.prerequisites().files(site, prepared.checkout());
    return prepared;
  }

  /** Resolves the version and checks it out. */
  Prepared checkOut(Source source, Releases.Request request, ReleaseRecord.Kind kind)
      throws ReleaseFailure, InterruptedException {
    try {
      Commit resolved = source.resolve(request.workingTree() ? "HEAD" : request.version());
      List<String> dirty = kind == ReleaseRecord.Kind.RELEASE ? dirty(source, request) : List.of();
      Path checkout = Site.looks(site.root()).resolve("checkout");
      Scratch.delete(checkout);
      List<String> inputs = site.pipeline().image().inputs();
      if (request.workingTree()) {
        resolved = source.exportWorkingTree(inputs, checkout);
      } else {
        source.export(resolved, inputs, checkout);
        tellLeftOut(source, resolved, inputs);
      }
      return new Prepared(resolved, checkout, dirty);
    } catch (SourceException e) {
      throw unusable(e);
    } catch (IOException e) {
      throw unwritable(site, e);
    }
  }

  /** Somebody who edits a page and releases what is committed wonders where the page is. */
  private void tellLeftOut(Source source, Commit commit, List<String> inputs)
      throws SourceException {
    List<String> changed =
        source.resolve("HEAD").id().equals(commit.id()) ? source.dirtyPaths(inputs) : List.of();
    if (!changed.isEmpty()) {
      site.progress()
          .note(
              "not committed, and so not in "
                  + commit.version()
                  + ": "
                  + String.join(", ", changed));
    }
  }

  static ReleaseFailure unwritable(Site site, IOException e) {
    return new ReleaseFailure.BadRequest(
        "the version could not be checked out: " + e,
        "let this user write to " + Site.home(site.root()) + ", and see that there is space");
  }

  /**
   * An interrupt closes the files that git is being read from, which looks as if they were broken.
   */
  static ReleaseFailure unusable(SourceException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped while git was read");
    }
    return new ReleaseFailure.VersionUnusable(e);
  }

  /** What of the files that this release is made by is in no commit. */
  private List<String> dirty(Source source, Releases.Request request)
      throws ReleaseFailure, SourceException {
    String file = site.root().relativize(site.pipeline().file()).toString();
    List<String> dirty = source.dirtyPaths(List.of(file, site.pipeline().servers().terraform()));
    if (!dirty.isEmpty() && site.strict() && !request.allowDirty()) {
      throw new ReleaseFailure.Uncommitted(dirty);
    }
    return dirty;
  }
}
