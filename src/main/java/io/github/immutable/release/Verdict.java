package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Slot;
import java.util.List;
import java.util.Optional;

/**
 * Says how a release that did not go through has ended, after a probe made just then (promise 9),
 * and records it.
 *
 * @param failure why it did not go through; empty when it is aborted after its process died
 * @param stage in which it ended
 */
record Verdict(Site site, ReleaseRecord release, Optional<ReleaseFailure> failure, String stage) {

  /**
   * What was live before is live.
   *
   * @param left what is left of the release, a line each; none means clean
   * @param gone slots whose old servers cannot be put back, for their removal had begun
   */
  Outcome putBack(List<String> left, List<Slot> gone) throws LedgerException, InterruptedException {
    boolean clean = left.isEmpty();
    int code = clean ? (aborting() ? Outcome.DONE : Outcome.PUT_BACK) : Outcome.PUT_BACK_UNCLEAN;
    ReleaseRecord.State state = clean ? ReleaseRecord.State.FAILED : ReleaseRecord.State.UNCLEAN;
    return conclude(code, state, how() + told(gone), left, failure);
  }

  /** Exit 10 says clean, and that must not hide that there is nothing to roll back to at once. */
  private static String told(List<Slot> gone) {
    return gone.isEmpty()
        ? ""
        : "; the old servers in slot " + gone.getFirst() + " had to make room and are gone";
  }

  /** What was live before is live, but the failed release could not be cleaned up. */
  Outcome unclean(ReleaseFailure second) throws LedgerException {
    List<String> left = List.of("something could not be cleaned up: " + second.getMessage());
    try {
      return conclude(
          Outcome.PUT_BACK_UNCLEAN,
          ReleaseRecord.State.UNCLEAN,
          how(),
          left,
          failure.isPresent() ? failure : Optional.of(second));
    } catch (InterruptedException e) {
      return interrupted(site, release.id(), stage);
    }
  }

  /** The traffic could not be given back. The release keeps its hold, so that abort tries again. */
  Outcome operatorNeeded(ReleaseFailure second) throws LedgerException {
    String live = "not known";
    try {
      live = new Production(site).probe().sentence();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String line = how() + ", and could not be put back: " + second.getMessage();
    record(ReleaseRecord.State.UNCLEAN, Outcome.OPERATOR_NEEDED, line);
    return new Outcome(
        Outcome.OPERATOR_NEEDED,
        subject() + " " + line,
        Optional.of(release),
        Optional.of(second),
        live,
        List.of(holds() + ": immutable abort   tries again to put it back"));
  }

  /**
   * Somebody asked to stop: the release keeps its hold, and goes on when it is resumed.
   *
   * @param stage in which it stopped
   */
  static Outcome interrupted(Site site, String id, String stage) throws LedgerException {
    ReleaseRecord release = site.recorded(id);
    Verdict verdict = new Verdict(site, release, Optional.empty(), stage);
    return Interruption.of(
        site,
        verdict.subject() + " was interrupted " + where(stage),
        Optional.of(release),
        stage,
        List.of(
            "release " + id + " holds " + release.pipeline() + " until it is resumed or aborted"));
  }

  private static String where(String stage) {
    return stage.equals(Journal.PUT_BACK) ? "while it was put back" : "in " + stage;
  }

  /** The new one is live and stays; these lines say what is left of the replaced servers. */
  Outcome finishedForward(List<String> left) throws LedgerException {
    try {
      new Completion(site).markRolledBack(release);
      return conclude(
          left.isEmpty() ? Outcome.DONE : Outcome.DONE_UNCLEAN,
          ReleaseRecord.State.COMPLETED,
          left.isEmpty() ? "is live" : "is live, but " + unfinished(),
          left,
          left.isEmpty() ? Optional.empty() : failure);
    } catch (InterruptedException e) {
      return interrupted(site, release.id(), stage);
    }
  }

  private Outcome conclude(
      int code,
      ReleaseRecord.State state,
      String how,
      List<String> left,
      Optional<ReleaseFailure> because)
      throws LedgerException, InterruptedException {
    Production.Live live = new Production(site).probe();
    int exitCode = live.safe() ? code : Outcome.OPERATOR_NEEDED;
    // abort did as asked, which the release that it ended did not
    boolean aborted = exitCode == Outcome.DONE && state == ReleaseRecord.State.FAILED;
    ReleaseRecord ended = record(state, aborted ? Outcome.PUT_BACK : exitCode, how);
    Optional<ReleaseFailure> worst =
        live.problem().isEmpty()
            ? because
            : live.problem()
                .map(its -> new ReleaseFailure.ProductionUnwell(its.what(), its.next(), because));
    return new Outcome(
        exitCode, subject() + " " + how, Optional.of(ended), worst, live.sentence(), left);
  }

  private String unfinished() {
    return failure
        .map(
            its ->
                its instanceof ReleaseFailure.Interrupted
                    ? "was " + its.getMessage()
                    : "what it replaced could not be retired: " + its.getMessage())
        .orElse("its process died before what it replaced was retired");
  }

  private ReleaseRecord record(ReleaseRecord.State state, int exitCode, String how)
      throws LedgerException {
    ReleaseRecord ended =
        site.recorded(release.id())
            .ended(state, exitCode, site.redactor().redact(how), site.time().now());
    site.ledger().put(ended);
    return ended;
  }

  private boolean aborting() {
    return failure.isEmpty();
  }

  private String subject() {
    return release.kind().label() + " " + release.id() + " (" + release.version() + ")";
  }

  private String holds() {
    return "release " + release.id() + " still holds " + release.pipeline();
  }

  private String how() {
    return failure
        .map(
            its ->
                its instanceof ReleaseFailure.Interrupted
                    ? "was " + its.getMessage()
                    : "failed in " + stage + ": " + its.getMessage())
        .orElse("was aborted");
  }
}
