package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Servers that carry a pipeline's labels and are in no slot of the ledger.
 *
 * @param leftAlone those of which it is not known that nobody needs them, and why
 */
record StrayServers(List<Stray> strays, List<String> leftAlone) {

  /**
   * Tells them from the recorded ones.
   *
   * @param releases that the ledger knows
   */
  static StrayServers among(Site site, Inventory inventory, Set<String> releases)
      throws LedgerException, ServersException, ToolException, InterruptedException {
    String project = site.pipeline().application();
    String pipeline = site.pipeline().name();
    Map<String, List<Inventory.Found>> byName = new LinkedHashMap<>();
    for (Inventory.Found found : inventory.servers(project, pipeline, Optional.empty())) {
      if (!project.equals(found.labels().get("project"))
          || !pipeline.equals(found.labels().get("pipeline"))) {
        throw new ServersException(
            "the inventory was asked for "
                + project
                + " in "
                + pipeline
                + " and named "
                + found.name(),
            "correct the inventory: it must keep to the labels it is given",
            null,
            List.of());
      }
      byName.computeIfAbsent(found.name(), name -> new ArrayList<>()).add(found);
    }
    List<String> addresses = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      for (Server server : site.ledger().slot(pipeline, slot).servers()) {
        addresses.add(server.endpoint());
        List<Inventory.Found> namesakes = byName.getOrDefault(server.name(), new ArrayList<>());
        namesakes.remove(Leftovers.its(server, namesakes));
      }
    }
    List<Stray> strays = new ArrayList<>();
    List<String> leftAlone = new ArrayList<>();
    for (List<Inventory.Found> unrecorded : byName.values()) {
      for (Inventory.Found found : unrecorded) {
        String release = found.labels().getOrDefault("release", "");
        if (!releases.contains(release)) {
          leftAlone.add(
              "server "
                  + found.name()
                  + ": this ledger has no release "
                  + (release.isEmpty() ? "for it, and it has no label of one" : release));
        } else if (found.running() && addresses.contains(found.address())) {
          leftAlone.add(
              "server "
                  + found.name()
                  + ": it says that it is at "
                  + found.address()
                  + ", where the ledger has another");
        } else {
          strays.add(new Stray(found.id(), "server " + found.name(), release));
        }
      }
    }
    return new StrayServers(strays, leftAlone);
  }
}
