package io.github.immutable.release;

import io.github.immutable.ledger.Hold;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    live.problem().ifPresent(problem -> problems.add(problem + "; an operator is needed"));
    List<SlotReport> slots = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      SlotRecord record = site.ledger().slot(site.pipeline().name(), slot);
      if (record.state() != SlotRecord.State.EMPTY) {
        slots.add(slot(record, live, problems));
      }
    }
    Optional<String> running = Hold.holder(site.hold());
    strangers(problems, notes);
    if (running.isEmpty()) {
      unfinished(problems);
    }
    Optional<ReleaseRecord> release = live.release();
    return new Report(
        site.pipeline().application(),
        site.pipeline().name(),
        release.map(ReleaseRecord::version).orElse(null),
        release.map(ReleaseRecord::id).orElse(null),
        release.map(Verify::imageId).orElse(null),
        release.map(ReleaseRecord::endedAt).orElse(null),
        site.pipeline().traffic().haproxy().frontDoor().toString(),
        Verify.proof(site.pipeline().health()),
        running.orElse(null),
        slots,
        problems,
        notes);
  }

  private SlotReport slot(SlotRecord record, Production.Live live, List<String> problems)
      throws LedgerException, InterruptedException {
    @Nullable ReleaseRecord release =
        record.release() == null ? null : site.ledger().release(record.release()).orElse(null);
    boolean active = record.state() == SlotRecord.State.ACTIVE;
    Map<Server, CheckResult> checks =
        active && !live.servers().isEmpty()
            ? live.servers()
            : release == null || release.image() == null
                ? Map.of()
                : new Production(site).checks(record, release);
    List<ServerReport> servers = new ArrayList<>();
    checks.forEach(
        (server, result) -> {
          servers.add(
              new ServerReport(server.name(), server.endpoint(), result.passed(), result.what()));
          if (active && !result.passed()) {
            problems.add(
                server.name()
                    + ": "
                    + result.what()
                    + "; repair it: immutable release "
                    + (release == null ? "VERSION" : release.version())
                    + " --again");
          }
        });
    return new SlotReport(
        record.slot(),
        record.state(),
        release == null ? null : release.version(),
        record.release(),
        record.until(),
        servers);
  }

  /** Servers that exist and that the ledger does not know, and the other way round. */
  private void strangers(List<String> problems, List<String> notes)
      throws LedgerException, InterruptedException {
    Optional<Inventory> inventory = site.inventory();
    if (inventory.isEmpty()) {
      return;
    }
    Map<String, SlotRecord.State> known = new TreeMap<>();
    Set<String> candidates = new HashSet<>();
    for (Slot slot : Slot.values()) {
      SlotRecord record = site.ledger().slot(site.pipeline().name(), slot);
      record.servers().forEach(server -> known.put(server.name(), record.state()));
      if (record.state() == SlotRecord.State.CANDIDATE) {
        candidates.add(slot.label());
      }
    }
    try {
      for (Inventory.Found found :
          inventory
              .get()
              .servers(site.pipeline().application(), site.pipeline().name(), Optional.empty())) {
        boolean beingMade =
            Optional.ofNullable(found.labels().get("slot"))
                .filter(candidates::contains)
                .isPresent();
        SlotRecord.State state = known.remove(found.name());
        if (state == null && !beingMade) {
          problems.add("server " + found.name() + " exists, and the ledger does not know it");
        } else if (state != null && !found.running()) {
          lost(found.name(), "is " + found.state(), state, problems, notes);
        }
      }
      known.forEach((name, state) -> lost(name, "does not exist any more", state, problems, notes));
    } catch (ServersException | ToolException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static void lost(
      String name, String how, SlotRecord.State state, List<String> problems, List<String> notes) {
    String line = "server " + name + " " + how + ", says the inventory";
    if (state == SlotRecord.State.STANDBY) {
      notes.add(line + "; immutable retire --now   removes that standby");
    } else {
      problems.add(line);
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
                    + ") was cut short or has left something; put it back: immutable abort"));
  }
}
