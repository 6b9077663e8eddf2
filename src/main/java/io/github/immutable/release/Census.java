package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the inventory says exists, held against what the ledger says.
 *
 * @param lost what became of servers of the ledger that do not run, by name
 * @param strangers names of servers that the ledger does not know
 * @param problem why the inventory did not answer
 */
record Census(Map<String, String> lost, List<String> strangers, Optional<String> problem) {

  /** Asks the inventory; finds nothing where the pipeline has none. */
  static Census of(Site site) throws LedgerException, InterruptedException {
    Optional<Inventory> inventory = site.inventory();
    if (inventory.isEmpty()) {
      return new Census(Map.of(), List.of(), Optional.empty());
    }
    String project = site.pipeline().application();
    String pipeline = site.pipeline().name();
    try {
      List<Inventory.Found> found = inventory.get().servers(project, pipeline, Optional.empty());
      return compare(site, found);
    } catch (ServersException | ToolException e) {
      return new Census(Map.of(), List.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  static Census compare(Site site, List<Inventory.Found> found) throws LedgerException {
    Map<String, String> lost = new HashMap<>();
    List<String> candidates = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      SlotRecord record = site.ledger().slot(site.pipeline().name(), slot);
      for (Server server : record.servers()) {
        lost.put(server.name(), "does not exist, says the inventory");
      }
      if (record.state() == SlotRecord.State.CANDIDATE) {
        candidates.add(slot.label());
      }
    }
    List<String> strangers = new ArrayList<>();
    for (Inventory.Found its : found) {
      boolean known = lost.remove(its.name()) != null;
      if (known && !its.running()) {
        lost.put(its.name(), "is " + its.state() + ", says the inventory");
      } else if (!known && !candidates.contains(its.labels().getOrDefault("slot", ""))) {
        // the servers of a candidate are recorded when all of them are made
        strangers.add(its.name());
      }
    }
    return new Census(lost, strangers, Optional.empty());
  }
}
