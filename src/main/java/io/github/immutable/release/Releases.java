package io.github.immutable.release;

import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.tool.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code release VERSION} and {@code build VERSION}: from a git ref to the end of its runbook. */
public final class Releases {
  static final String WORKING_TREE = "--working-tree";
  static final String REBUILD = "--rebuild";
  static final String AGAIN = "--again";
  static final String KEEP_FAILED = "--keep-failed";

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
      boolean allowDirty) {

    /** Those that a release which is resumed must still know. */
    List<String> options() {
      List<String> options = new ArrayList<>();
      add(options, workingTree, WORKING_TREE);
      add(options, rebuild, REBUILD);
      add(options, again, AGAIN);
      add(options, keepFailed, KEEP_FAILED);
      return options;
    }

    private static void add(List<String> options, boolean asked, String option) {
      if (asked) {
        options.add(option);
      }
    }
  }

  /** Releases a version. */
  public Outcome release(Request request)
      throws ReleaseFailure, LedgerException, InterruptedException {
    opening.refuseUnfinished();
    opening.noteClock();
    Preparation.Prepared prepared = prepared(request, ReleaseRecord.Kind.RELEASE);
    opening.refuseDrift();
    return new Rollout(site)
        .run(planned(prepared, request, ReleaseRecord.Kind.RELEASE), request.keepFailed());
  }

  /** Makes a version's image and nothing else. */
  public Outcome build(Request request)
      throws ReleaseFailure, LedgerException, InterruptedException {
    opening.refuseUnfinished();
    opening.noteClock();
    Preparation.Prepared prepared = prepared(request, ReleaseRecord.Kind.BUILD);
    return new ImageOnly(site).run(planned(prepared, request, ReleaseRecord.Kind.BUILD));
  }

  private Preparation.Prepared prepared(Request request, ReleaseRecord.Kind kind)
      throws ReleaseFailure, InterruptedException {
    try (Source source = Source.open(site.root())) {
      return new Preparation(site).prepare(source, request, kind);
    } catch (SourceException e) {
      throw Preparation.unusable(e);
    }
  }

  /** Records the release, which takes over what was prepared. */
  private Stage.Planned planned(
      Preparation.Prepared prepared, Request request, ReleaseRecord.Kind kind)
      throws ReleaseFailure, LedgerException {
    Path checkout = Scratch.of(site, opening.nextId());
    try {
      Scratch.delete(checkout);
      PrivateFiles.folderOf(checkout);
      Files.move(prepared.checkout(), checkout);
    } catch (IOException e) {
      throw Preparation.unwritable(site, e);
    }
    if (!prepared.dirty().isEmpty()) {
      String files = String.join(", ", prepared.dirty());
      site.progress().note("not committed, and recorded so: " + files);
    }
    ReleaseRecord release =
        opening.open(
            kind,
            prepared.commit(),
            prepared.dirty(),
            null,
            request.options(),
            UnaryOperator.identity());
    return new Stage.Planned(release, checkout, request.rebuild(), request.again());
  }
}
