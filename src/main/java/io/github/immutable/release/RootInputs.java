package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.pipeline.RootWords;
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
   * made what is live, for with any other root what is live would be changed too. Where nothing is
   * live any more, it is the newest that made a slot: an older one would change what both stand on.
   */
  ReleaseRecord owner(ReleaseRecord maker) throws LedgerException {
    if (!site.pipeline().rootWords().shared()) {
      return maker;
    }
    String pipeline = site.pipeline().name();
    Optional<String> live = site.ledger().active(pipeline).map(SlotRecord::launchedBy);
    if (live.isPresent()) {
      return site.recorded(live.get());
    }
    ReleaseRecord newest = maker;
    for (Slot slot : Slot.values()) {
      String other = site.ledger().slot(pipeline, slot).launchedBy();
      if (other != null && site.recorded(other).number() > newest.number()) {
        newest = site.recorded(other);
      }
    }
    return newest;
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
    none.put("release", "");
    Optional<ReleaseRecord> last = last(other);
    if (last.isPresent()) {
      none.put("release", last.get().id());
      none.put("image", last.get().inputs().getOrDefault("image", ""));
    } else if (inputs.containsKey(words().variable("image", other.label()))) {
      none.remove("image"); // the pipeline file says what it had before there were releases
    }
    return none;
  }

  /**
   * A slot keeps the image of its last servers, or a group of none would be changed by a launch.
   */
  private Optional<ReleaseRecord> last(Slot slot) throws LedgerException {
    return site.ledger().releases(site.pipeline().name()).stream()
        .filter(release -> slot.equals(release.slot()))
        .reduce((first, later) -> later);
  }

  private RootWords words() {
    return site.pipeline().rootWords();
  }
}
