package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.doctor.Readiness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks the tools, the disk and the user's files. */
public final class RealPrerequisites implements Prerequisites {

  @Override
  public void machine(Site site, boolean building) throws ReleaseFailure, InterruptedException {
    List<Finding> problems =
        new Readiness(
                site.runner(),
                site.root(),
                site.pipeline(),
                site.terraform(),
                Site.looks(site.root()))
            .problems(building);
    if (problems.size() == 1) {
      Finding only = problems.getFirst();
      throw new ReleaseFailure.NotReady(only.message(), only.mend(), only.lines());
    }
    if (!problems.isEmpty()) {
      List<String> lines = new ArrayList<>();
      for (Finding problem : problems) {
        lines.add(problem.message());
        lines.add("  mend: " + problem.mend());
      }
      throw new ReleaseFailure.NotReady(
          "this machine is not ready for a release: " + problems.size() + " problems",
          "mend them, and see whether it is enough: immutable doctor",
          lines);
    }
  }

  @Override
  public void files(Site site, Path checkout) throws ReleaseFailure, InterruptedException {}
}
