package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record of the past: whole, not from the future, and with nothing left open. */
final class DiagnosisLedger {
  static final String LEDGER = "ledger";
  private static final String CLOCK = "clock";
  private static final String PIPELINE = "pipeline";

  private final Site site;

  DiagnosisLedger(Site site) {
    this.site = site;
  }

  /** Of a ledger that cannot be used at all. */
  static Finding unusable(LedgerException e) {
    return Finding.problem(
        LEDGER, Outcome.OPERATOR_NEEDED, String.valueOf(e.getMessage()), e.remedy());
  }

  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      List<String> damaged = site.ledger().damaged();
      if (!damaged.isEmpty()) {
        return List.of(
            Finding.problem(
                LEDGER,
                Outcome.OPERATOR_NEEDED,
                Words.count(damaged.size(), "record")
                    + " altered or torn: "
                    + String.join(", ", damaged),
                "restore the ledger from a backup"));
      }
      List<ReleaseRecord> releases = site.ledger().releases(site.pipeline().name());
      findings.add(
          Finding.ok(
              LEDGER,
              releases.isEmpty()
                  ? "no releases yet"
                  : Words.count(releases.size(), "release") + ", every record as it was written"));
      findings.add(clock());
      findings.add(hold());
    } catch (LedgerException e) {
      findings.add(unusable(e));
    }
    return findings;
  }

  private Finding clock() throws LedgerException {
    Instant now = site.time().now();
    return Opening.fromTheFuture(site.ledger(), site.pipeline().name(), now)
        .map(
            ahead ->
                Finding.warning(
                    CLOCK,
                    "it is "
                        + now.truncatedTo(ChronoUnit.SECONDS)
                        + " here, and release "
                        + ahead.id()
                        + " started at "
                        + ahead.startedAt().truncatedTo(ChronoUnit.SECONDS),
                    "timedatectl"))
        .orElse(Finding.ok(CLOCK, "no release is from the future"));
  }

  private Finding hold() throws LedgerException, InterruptedException {
    Optional<String> holder =
        site.ledger().held(site.pipeline().name()).map(its -> its.holder().who());
    if (holder.isPresent()) {
      return Diagnosis.refused(
          PIPELINE, new ReleaseFailure.Held(site.pipeline().name(), holder.get()));
    }
    try {
      new Opening(site).refuseUnfinished();
      return Finding.ok(PIPELINE, site.pipeline().name() + " is held by nobody");
    } catch (ReleaseFailure e) {
      return Diagnosis.refused(PIPELINE, e);
    }
  }
}
