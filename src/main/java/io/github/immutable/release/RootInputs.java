package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a root, in its own words, for what is to be done to one slot. Where slots share
 * a state, those of the other slot are what the ledger says that it has.
 */
record RootInputs(Site site) {
  private static final String SERVERS = "servers";

  /** For making the slot's servers. */
  Map<String, Object> launch(Map<String, Object> inputs, Slot slot) throws LedgerException {
    return site.pipeline().rootWords().inputs(inputs, slot.label(), ofOther(slot.other(), inputs));
  }

  /**
   * For removing the servers that a release made: with what made them, or, in a shared state, as
   * what {@link #owner} made, without them.
   */
  Map<String, Object> destroy(ReleaseRecord maker, Slot slot) throws LedgerException {
    if (!site.pipeline().rootWords().shared()) {
      return launch(maker.inputs(), slot);
    }
    Map<String, Object> inputs = new LinkedHashMap<>(owner(maker).inputs());
    inputs.put("slot", slot.label());
    inputs.put("release", maker.id());
    inputs.put("image", maker.inputs().getOrDefault("image", ""));
    inputs.put(SERVERS, 0);
    return launch(inputs, slot);
  }

  /**
   * The release whose root is used to remove what another has made: in a shared state the one that
   * made what is live, for with any other root what is live would be changed too.
   */
  ReleaseRecord owner(ReleaseRecord maker) throws LedgerException {
    Optional<String> live =
        site.pipeline().rootWords().shared()
            ? site.ledger().active(site.pipeline().name()).map(SlotRecord::launchedBy)
            : Optional.empty();
    return live.isPresent() ? site.recorded(live.get()) : maker;
  }

  private Map<String, Object> ofOther(Slot other, Map<String, Object> inputs)
      throws LedgerException {
    SlotRecord record = site.ledger().slot(site.pipeline().name(), other);
    String maker = record.launchedBy();
    if (record.state() != SlotRecord.State.EMPTY && maker != null) {
      return site.recorded(maker).inputs();
    }
    Map<String, Object> none = new LinkedHashMap<>(inputs);
    none.put("slot", other.label());
    none.put(SERVERS, 0);
    return none;
  }
}
