package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.doctor.Readiness;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.traffic.BalancerLook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code doctor}: everything that a release depends on, looked at and not touched. */
public final class Diagnosis {
  private final Site site;
  private final Readiness readiness;
  private final Path logs;
  private final Optional<Finding> noLedger;
  private final boolean allowLocal;

  /**
   * @param site whose tools write elsewhere than in the project
   * @param logs where that is
   * @param noLedger why the ledger cannot be read; the one of the site is then never asked
   * @param allowLocal whether a release would be allowed to record here what stands elsewhere
   */
  public Diagnosis(
      Site site, Readiness readiness, Path logs, Optional<Finding> noLedger, boolean allowLocal) {
    this.allowLocal = allowLocal;
    this.site = site;
    this.readiness = readiness;
    this.logs = logs;
    this.noLedger = noLedger;
  }

  /** All findings, the good ones too, in the order in which things depend on one another. */
  public List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(readiness.tools(true));
    DiagnosisPlatform platform = new DiagnosisPlatform(site);
    findings.add(platform.inventory());
    DiagnosisBalancer balancer = DiagnosisBalancer.of(site);
    findings.add(balancer.port());
    findings.addAll(readiness.folders());
    findings.addAll(new DiagnosisFiles(site, allowLocal).findings());
    findings.addAll(new DiagnosisContract(site, logs).findings());
    findings.add(balancer.finding());
    findings.addAll(ofLedger(platform, balancer.look()));
    findings.addAll(new DiagnosisScratch(site, noLedger.isEmpty()).findings());
    return findings;
  }

  private List<Finding> ofLedger(DiagnosisPlatform platform, Optional<BalancerLook> balancer)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    if (noLedger.isPresent()) {
      findings.add(noLedger.get());
    } else {
      findings.addAll(new DiagnosisLedger(site).findings());
    }
    boolean usable =
        findings.stream()
            .noneMatch(
                its ->
                    its.check().equals(DiagnosisLedger.LEDGER)
                        && !its.state().equals(Finding.State.OK));
    if (!usable) {
      findings.add(Finding.notChecked("slots and traffic", "the ledger comes first"));
      return findings;
    }
    findings.addAll(new DiagnosisStates(site).findings(balancer));
    findings.addAll(platform.leftovers());
    return findings;
  }

  /** Of a ledger that cannot be opened. */
  public static Finding noLedger(LedgerException e) {
    return DiagnosisLedger.unusable(e);
  }

  /** A check that release makes too, in the same words and with the same exit code. */
  public static Finding refused(String check, ReleaseFailure failure) {
    return Finding.problem(
            check, failure.exitCode(), String.valueOf(failure.getMessage()), failure.remedy())
        .with(failure.lines());
  }
}
