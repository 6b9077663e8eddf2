package io.github.immutable.release;

import io.github.immutable.contract.Breach;
import io.github.immutable.contract.Contract;
import io.github.immutable.doctor.Finding;
import io.github.immutable.doctor.Readiness;
import io.github.immutable.tool.ToolException;
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
  public void files(Site site, Path checkout) throws ReleaseFailure, InterruptedException {
    Contract contract = new Contract(site.pipeline(), checkout, site.root());
    contract.sensitive().forEach(site.redactor()::learn);
    List<Breach> breaches = new ArrayList<>(contract.check());
    if (breaches.stream().noneMatch(Breach::stops)) {
      // hcl4j reads much that is no HCL, too: the tools have the last word
      breaches.addAll(asked(site, contract));
    }
    List<Breach> problems = breaches.stream().filter(Breach::stops).toList();
    if (problems.isEmpty()) {
      breaches.forEach(warning -> site.progress().note(warning + "; to do: " + warning.next()));
      return;
    }
    Breach first = problems.getFirst();
    // why a file could not be looked into is often why its own tool refuses it, in plainer words
    List<String> unread =
        breaches.stream()
            .filter(its -> its.kind() == Breach.Kind.UNREAD)
            .map(Breach::toString)
            .toList();
    if (problems.size() == 1) {
      List<String> more = new ArrayList<>(added(first.add(), ""));
      more.addAll(unread);
      throw new ReleaseFailure.ContractBroken(first.toString(), first.next(), more);
    }
    List<String> lines = new ArrayList<>(unread);
    for (Breach problem : problems) {
      lines.add(problem.toString());
      lines.addAll(added(problem.add(), "  "));
      lines.add("  to do: " + problem.next());
    }
    throw new ReleaseFailure.ContractBroken(
        "the files that a release goes by have " + problems.size() + " mistakes",
        "correct them, then run the same command again",
        lines);
  }

  private static List<Breach> asked(Site site, Contract contract)
      throws ReleaseFailure, InterruptedException {
    try {
      return contract.validate(site.runner(), site.terraform(), Site.looks(site.root()));
    } catch (ToolException e) {
      throw new ReleaseFailure.NotReady(String.valueOf(e.getMessage()), e.remedy(), e.lines());
    }
  }

  private static List<String> added(List<String> lines, String indent) {
    return lines.stream().map(line -> indent + "+ " + line).toList();
  }
}
