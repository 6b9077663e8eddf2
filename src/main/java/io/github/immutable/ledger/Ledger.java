package io.github.immutable.ledger;

import io.github.immutable.image.Image;
import io.github.immutable.pipeline.LedgerAddress;
import io.github.immutable.servers.Slot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of releases, stages, images, slots and tool runs. Every write is on disk when
 * its method returns; every read checks that the record is what was written.
 */
public final class Ledger implements AutoCloseable {
  private static final String RELEASE = "release";
  private static final String STAGE = "stage";
  private static final String SLOT = "slot";
  private static final String IMAGE = "image";
  private static final String TOOL = "tool";
  private static final String ROOT = "root";

  private final Records records;
  private final LedgerWatch watch;

  private Ledger(Records records, LedgerWatch watch) {
    this.records = records;
    this.watch = watch;
  }

  /**
   * Opens a ledger, making it when absent.
   *
   * @param file of SQLite
   * @throws LedgerException when it is no ledger, one of a newer version of this tool, or damaged
   */
  public static Ledger open(Path file) throws LedgerException {
    return open(file, LedgerWatch.NOBODY);
  }

  /** The same with somebody who hears of every write. */
  public static Ledger open(Path file, LedgerWatch watch) throws LedgerException {
    return new Ledger(Records.open(file), watch);
  }

  /**
   * Opens a ledger to look at it. Nothing is made; what is absent has no records, and what is put
   * is refused.
   *
   * @param file of SQLite
   * @throws LedgerException when it is no ledger, or one of a newer version of this tool
   */
  public static Ledger look(Path file) throws LedgerException {
    return new Ledger(ReadOnly.records(file), LedgerWatch.NOBODY);
  }

  /**
   * Opens a team's ledger, making its tables when absent.
   *
   * @param project whose records are meant
   * @param password null means that of {@code ~/.pgpass}
   * @throws LedgerException when it does not answer, is one of a newer version of this tool, or is
   *     damaged
   */
  public static Ledger open(LedgerAddress address, String project, @Nullable String password)
      throws LedgerException {
    return open(address, project, password, LedgerWatch.NOBODY);
  }

  /** The same with somebody who hears of every write. */
  public static Ledger open(
      LedgerAddress address, String project, @Nullable String password, LedgerWatch watch)
      throws LedgerException {
    return new Ledger(Records.open(new PostgresStore(address, project, password)), watch);
  }

  /** Opens a team's ledger to look at it; nothing is made, and what is put is refused. */
  public static Ledger look(LedgerAddress address, String project, @Nullable String password)
      throws LedgerException {
    return new Ledger(
        ReadOnly.records(new PostgresStore(address, project, password)), LedgerWatch.NOBODY);
  }

  /** One without records, which refuses what is put. */
  public static Ledger empty() {
    return new Ledger(ReadOnly.nothing(), LedgerWatch.NOBODY);
  }

  /**
   * Takes a pipeline's lease. From then on nothing is written here once it is lost.
   *
   * @throws Lease.HeldException when somebody else has it
   */
  public Lease take(String pipeline, LeaseHolder holder, Lease.Terms terms)
      throws LedgerException, Lease.HeldException {
    return Lease.take(records, pipeline, holder, terms);
  }

  /** Who holds a pipeline at this moment; empty when it is free to be taken. */
  public Optional<LeaseState> held(String pipeline) throws LedgerException {
    return records
        .database()
        .ask(handle -> LeaseState.read(handle, records.store(), pipeline, ""))
        .filter(LeaseState::holds);
  }

  /**
   * Breaks a lease: its holder starts nothing more.
   *
   * @param token that it had when somebody decided so
   * @return whether it was still the same
   */
  public boolean unlock(String pipeline, long token) throws LedgerException {
    return records
        .database()
        .ask(handle -> new Fence(pipeline, token, Duration.ZERO).breakIt(handle, records.store()));
  }

  /** Kind and id of every record, of whatever pipeline, that is not what was written. */
  public List<String> damaged() throws LedgerException {
    return records.damaged();
  }

  /** Records a release: its start, or anything learnt about it since. */
  public void put(ReleaseRecord release) throws LedgerException {
    write(RELEASE, release.id(), release.pipeline(), release.number(), release);
  }

  /** A release by its id. */
  public Optional<ReleaseRecord> release(String id) throws LedgerException {
    return records.find(RELEASE, id, ReleaseRecord.class);
  }

  /** All releases of a pipeline, the oldest first. */
  public List<ReleaseRecord> releases(String pipeline) throws LedgerException {
    return records.list(RELEASE, pipeline, ReleaseRecord.class);
  }

  /** The release that holds the pipeline: running, interrupted, or not cleaned up. */
  public Optional<ReleaseRecord> holder(String pipeline) throws LedgerException {
    return releases(pipeline).stream().filter(ReleaseRecord::holds).findFirst();
  }

  /** Records a stage. */
  public void put(StageRecord stage) throws LedgerException {
    String key = stage.release() + "/" + stage.number();
    write(STAGE, key, stage.release(), stage.number(), stage);
  }

  /** The stages of a release in the order of their starts. */
  public List<StageRecord> stages(String release) throws LedgerException {
    return records.list(STAGE, release, StageRecord.class);
  }

  /** Records what slots hold, all of them or none. */
  public void put(SlotRecord... slots) throws LedgerException {
    watch.writes(SLOT + "s");
    records.together(
        () -> {
          for (SlotRecord slot : slots) {
            String key = slot.pipeline() + "/" + slot.slot();
            write(SLOT, key, slot.pipeline(), slot.slot() == Slot.BLUE ? 1 : 2, slot);
          }
        });
    watch.wrote(SLOT + "s");
  }

  /** What a slot holds. */
  public SlotRecord slot(String pipeline, Slot slot) throws LedgerException {
    return records
        .find(SLOT, pipeline + "/" + slot, SlotRecord.class)
        .orElse(SlotRecord.empty(pipeline, slot));
  }

  /** The slot that has the traffic, as far as the ledger knows. */
  public Optional<SlotRecord> active(String pipeline) throws LedgerException {
    return records.list(SLOT, pipeline, SlotRecord.class).stream()
        .filter(slot -> slot.state() == SlotRecord.State.ACTIVE)
        .findFirst();
  }

  /** Records an image. */
  public void put(Image image) throws LedgerException {
    write(IMAGE, image.id(), image.fingerprint(), image.build(), image);
  }

  /** The images of a fingerprint, the oldest build first. */
  public List<Image> images(String fingerprint) throws LedgerException {
    return records.list(IMAGE, fingerprint, Image.class);
  }

  /** All images, in the order of their ids. */
  public List<Image> images() throws LedgerException {
    return records.all(IMAGE, Image.class);
  }

  /** Records a run of a tool. */
  public void put(ToolRecord run) throws LedgerException {
    int number = tools(run.release()).size() + 1;
    write(TOOL, run.release() + "/" + number, run.release(), number, run);
  }

  /** The tool runs of a release, in the order of their ends. */
  public List<ToolRecord> tools(String release) throws LedgerException {
    return records.list(TOOL, release, ToolRecord.class);
  }

  /** Records a Terraform root. */
  public void put(RootRecord root) throws LedgerException {
    write(ROOT, root.digest(), "", 0, root);
  }

  /** A Terraform root by its digest. */
  public Optional<RootRecord> root(String digest) throws LedgerException {
    return records.find(ROOT, digest, RootRecord.class);
  }

  /** Everything, all of one moment; not who holds what. */
  public Export export(String project) throws LedgerException {
    return Export.of(project, records.everything());
  }

  /**
   * Takes over what was exported, all or nothing.
   *
   * @return whether this ledger was empty, as it must be
   */
  public boolean fill(Export export) throws LedgerException {
    return records.fill(export.rows());
  }

  private <T> void write(String kind, String id, String parent, int number, T record)
      throws LedgerException {
    watch.writes(kind + " " + id);
    records.put(kind, id, parent, number, record);
    watch.wrote(kind + " " + id);
  }

  @Override
  public void close() {
    records.close();
  }
}
