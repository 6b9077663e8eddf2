package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.StageRecord;
import java.util.List;
import java.util.Optional;

/** Writes stages to the ledger: intent before the act, outcome after it. */
final class Journal {
  static final String BUILD = "build";
  static final String LAUNCH = "launch";
  static final String VERIFY = "verify";
  static final String PROMOTE = "promote";
  static final String SOAK = "soak";
  static final String RETIRE = "retire";
  static final String PUT_BACK = "put back";

  private static final String DONE = "done";

  private final Site site;

  Journal(Site site) {
    this.site = site;
  }

  StageRecord begin(String release, String stage) throws LedgerException {
    int number = site.ledger().stages(release).size() + 1;
    StageRecord begun = new StageRecord(release, number, stage, site.time().now(), null, null, "");
    site.ledger().put(begun);
    return begun;
  }

  void done(StageRecord begun) throws LedgerException {
    site.ledger().put(begun.ended(DONE, "", site.time().now()));
  }

  void failed(StageRecord begun, String why) throws LedgerException {
    String said = site.redactor().redact(why);
    site.progress().failed(said);
    site.ledger().put(begun.ended("failed", said, site.time().now()));
  }

  void interrupted(StageRecord begun) throws LedgerException {
    site.progress().failed("interrupted");
    site.ledger().put(begun.ended("interrupted", "", site.time().now()));
  }

  /** Whether a release has ever begun a stage. */
  boolean begun(String release, String stage) throws LedgerException {
    return find(release, stage).isPresent();
  }

  /** Whether a release has finished a stage. */
  boolean finished(String release, String stage) throws LedgerException {
    return find(release, stage).filter(its -> DONE.equals(its.outcome())).isPresent();
  }

  /** How often a release has begun a stage. */
  long attempts(String release, String stage) throws LedgerException {
    return site.ledger().stages(release).stream().filter(its -> its.stage().equals(stage)).count();
  }

  /** The last stage that a release has begun. */
  String last(String release) throws LedgerException {
    List<StageRecord> stages = site.ledger().stages(release);
    return stages.isEmpty() ? "its beginning" : stages.getLast().stage();
  }

  private Optional<StageRecord> find(String release, String stage) throws LedgerException {
    return site.ledger().stages(release).stream()
        .filter(its -> its.stage().equals(stage))
        .reduce((first, second) -> second);
  }
}
