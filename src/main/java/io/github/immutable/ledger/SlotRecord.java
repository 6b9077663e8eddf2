package io.github.immutable.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one slot of a pipeline holds.
 *
 * @param launchedBy the release whose root and inputs made the servers; null when it is empty
 * @param release the release that the servers serve now: a rollback takes over a standby
 * @param until of a standby: when it is due to be retired
 */
public record SlotRecord(
    String pipeline,
    Slot slot,
    State state,
    @Nullable String launchedBy,
    @Nullable String release,
    List<Server> servers,
    @Nullable Instant until) {

  /** What the slot is. */
  public enum State {
    EMPTY,
    CANDIDATE,
    ACTIVE,
    STANDBY,
    /** Its destruction has begun: past undoing. */
    RETIRING;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A slot with nothing in it. */
  public static SlotRecord empty(String pipeline, Slot slot) {
    return new SlotRecord(pipeline, slot, State.EMPTY, null, null, List.of(), null);
  }

  /** A slot whose servers are being made by this release. */
  public static SlotRecord candidate(String pipeline, Slot slot, String release) {
    return new SlotRecord(pipeline, slot, State.CANDIDATE, release, release, List.of(), null);
  }

  /** With its servers. */
  public SlotRecord with(List<Server> made) {
    return new SlotRecord(pipeline, slot, state, launchedBy, release, made, until);
  }

  /** As another state. */
  public SlotRecord as(State next) {
    return new SlotRecord(pipeline, slot, next, launchedBy, release, servers, null);
  }

  /** As the slot that serves this release. */
  public SlotRecord serving(String its, State next) {
    return new SlotRecord(pipeline, slot, next, launchedBy, its, servers, null);
  }

  /** As standby until then. */
  public SlotRecord standby(Instant due) {
    return new SlotRecord(pipeline, slot, State.STANDBY, launchedBy, release, servers, due);
  }
}
