package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code status}: what is live, probed just now, and what there is to do about it. */
public final class Status {
  private final Site site;

  public Status(Site site) {
    this.site = site;
  }

  /**
   * All of it.
   *
   * @param live version that has the traffic; null when none has
   * @param proof what proves that servers run their image
   * @param running who is changing the pipeline at this moment; null when nobody is
   * @param problems each with what to type, and none means that production is well
   * @param notes on what stands beside production, each with what to type
   */
  public record Report(
      String application,
      String pipeline,
      @Nullable String live,
      @Nullable String release,
      @Nullable String image,
      @Nullable Instant since,
      String frontDoor,
      String proof,
      @Nullable String running,
      List<SlotReport> slots,
      List<String> problems,
      List<String> notes) {}

  /** One slot that is not empty. */
  public record SlotReport(
      Slot slot,
      SlotRecord.State state,
      @Nullable String version,
      @Nullable String release,
      @Nullable Instant until,
      List<ServerReport> servers) {}

  /** One server. */
  public record ServerReport(String name, String endpoint, boolean healthy, String what) {}

  /** Looks at everything. */
  public Report report() throws LedgerException, InterruptedException {
    Production.Live live = new Production(site).probe();
    Census census = Census.of(site);
    Optional<String> running =
        site.ledger().held(site.pipeline().name()).map(its -> its.holder().who());
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<SlotReport> slots = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      SlotRecord record = site.ledger().slot(site.pipeline().name(), slot);
      if (record.state() != SlotRecord.State.EMPTY) {
        slots.add(slot(record, live, census));
      }
    }
    // a sentence about all servers is not said beside one that names them
    live.problem()
        .filter(its -> live.servers().isEmpty() || live.anyHealthy())
        .ifPresent(its -> problems.add(its.what() + "; " + its.next()));
    slots.forEach(slot -> sick(slot, problems, notes));
    census.strangers().forEach(name -> problems.add(stranger(name)));
    census.problem().ifPresent(its -> problems.add(its + "; immutable help inventory"));
    if (running.isEmpty()) {
      unfinished(problems);
      slots.forEach(slot -> halfRetired(slot, notes));
    }
    Optional<ReleaseRecord> release = live.release();
    return new Report(
        site.pipeline().application(),
        site.pipeline().name(),
        release.map(ReleaseRecord::version).orElse(null),
        release.map(ReleaseRecord::id).orElse(null),
        release.map(Verify::imageId).orElse(null),
        release.map(ReleaseRecord::endedAt).orElse(null),
        site.pipeline().traffic().frontDoor().toString(),
        Verify.proof(site.pipeline().health()),
        running.orElse(null),
        slots,
        problems,
        notes);
  }

  private SlotReport slot(SlotRecord record, Production.Live live, Census census)
      throws LedgerException, InterruptedException {
    @Nullable ReleaseRecord release =
        record.release() == null ? null : site.ledger().release(record.release()).orElse(null);
    List<ServerReport> servers = new ArrayList<>();
    checks(record, release, live)
        .forEach(
            (server, result) -> {
              @Nullable String lost = census.lost().get(server.name());
              servers.add(
                  new ServerReport(
                      server.name(),
                      server.endpoint(),
                      result.passed() && lost == null,
                      lost == null ? result.what() : lost));
            });
    return new SlotReport(
        record.slot(),
        record.state(),
        release == null ? null : release.version(),
        record.release(),
        record.until(),
        servers);
  }

  private Map<Server, CheckResult> checks(
      SlotRecord record, @Nullable ReleaseRecord release, Production.Live live)
      throws InterruptedException {
    if (record.state() == SlotRecord.State.ACTIVE && !live.servers().isEmpty()) {
      return live.servers();
    }
    return release == null || release.image() == null
        ? Map.of()
        : new Production(site).checks(record, release);
  }

  /** One line a slot: how each of its servers is stands with the server. */
  private static void sick(SlotReport slot, List<String> problems, List<String> notes) {
    List<String> sick =
        slot.servers().stream().filter(its -> !its.healthy()).map(ServerReport::name).toList();
    if (sick.isEmpty()) {
      return;
    }
    String which =
        sick.size()
            + " of "
            + Words.count(slot.servers().size(), "server")
            + (sick.size() == 1 ? " is" : " are")
            + " not healthy: "
            + String.join(", ", sick);
    if (slot.state() == SlotRecord.State.ACTIVE) {
      String version = slot.version() == null ? "VERSION" : slot.version();
      problems.add(which + "; replace them: immutable release " + version + " --again");
    } else if (slot.state() == SlotRecord.State.STANDBY) {
      notes.add(
          "standby: "
              + which
              + "; a rollback makes them anew; immutable retire --now   removes it");
    }
  }

  private static String stranger(String name) {
    return "server " + name + " exists, and the ledger does not know it; immutable help forgotten";
  }

  private static void halfRetired(SlotReport slot, List<String> notes) {
    if (slot.state() == SlotRecord.State.RETIRING) {
      notes.add("slot " + slot.slot() + " is half retired; immutable retire   finishes it");
    }
  }

  private void unfinished(List<String> problems) throws LedgerException {
    Optional<ReleaseRecord> holder = site.ledger().holder(site.pipeline().name());
    holder.ifPresent(
        its ->
            problems.add(
                its.kind().label()
                    + " "
                    + its.id()
                    + " ("
                    + its.version()
                    + ") was cut short or has left something; immutable resume   goes on with it,"
                    + " immutable abort   puts back what was live before"));
  }
}
