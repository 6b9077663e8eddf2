package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.image.Commit;
import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The project's files: in git, and with what a release needs of them. */
final class DiagnosisFiles {
  private static final String GIT = "git";
  private static final String UNCOMMITTED = "uncommitted";

  private final Site site;
  private final boolean allowLocal;

  DiagnosisFiles(Site site, boolean allowLocal) {
    this.site = site;
    this.allowLocal = allowLocal;
  }

  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("pipeline file", pipelineFile() + " has no mistakes"));
    freshAgent().ifPresent(findings::add);
    try (Source source = Source.open(site.root())) {
      Commit head = source.resolve("HEAD");
      findings.add(Finding.ok(GIT, head.shortId() + " " + head.subject()));
      findings.add(uncommitted(source));
    } catch (SourceException e) {
      findings.add(Diagnosis.refused(GIT, new ReleaseFailure.VersionUnusable(e)));
      findings.add(Finding.notChecked(UNCOMMITTED, "git comes first"));
    }
    return findings;
  }

  /** Only told where a release would be refused for it. */
  private Optional<Finding> freshAgent() {
    try {
      FreshAgent.of(site).check(allowLocal);
      return Optional.empty();
    } catch (ReleaseFailure e) {
      return Optional.of(Diagnosis.refused("CI agent", e));
    }
  }

  private String pipelineFile() {
    return site.root().relativize(site.pipeline().file()).toString();
  }

  /** Files that servers are made by are used as they lie there, those of the image never. */
  private Finding uncommitted(Source source) throws SourceException {
    List<String> dirty =
        source.dirtyPaths(List.of(pipelineFile(), site.pipeline().servers().terraform()));
    if (!dirty.isEmpty() && site.strict()) {
      return Diagnosis.refused(UNCOMMITTED, new ReleaseFailure.Uncommitted(dirty));
    }
    List<String> left = source.dirtyPaths(site.pipeline().image().inputs());
    if (dirty.isEmpty() && left.isEmpty()) {
      return Finding.ok(UNCOMMITTED, "nothing that a release is made of");
    }
    return Finding.warning(
        UNCOMMITTED,
        dirty.isEmpty()
            ? "no release will have these: " + some(left)
            : "a release would use these and record them so: " + some(dirty),
        "git add . && git commit");
  }

  private static String some(List<String> files) {
    int shown = Math.min(3, files.size());
    String more = files.size() > shown ? " and " + (files.size() - shown) + " more" : "";
    return String.join(", ", files.subList(0, shown)) + more;
  }
}
