package io.github.immutable.release;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run that was cut short made and nobody recorded: found through the inventory, by the
 * labels that it got before it existed.
 */
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Site site;

  Leftovers(Site site) {
    this.site = site;
  }

  /** Removes servers of a slot that has no traffic and is this release's, beyond those it has. */
  void removeStrangers(ReleaseRecord release, Slot slot)
      throws ServersException, ToolException, InterruptedException {
    Optional<Inventory> inventory = site.inventory(release.id(), Journal.LAUNCH);
    if (inventory.isEmpty()) {
      return;
    }
    Map<String, List<Inventory.Found>> byName = new LinkedHashMap<>();
    for (Inventory.Found found :
        inventory
            .get()
            .servers(site.pipeline().application(), site.pipeline().name(), Optional.of(slot))) {
      if (slot.label().equals(found.labels().get("slot"))) {
        byName.computeIfAbsent(found.name(), name -> new ArrayList<>()).add(found);
      }
    }
    for (Server server : release.servers()) {
      List<Inventory.Found> namesakes = byName.getOrDefault(server.name(), new ArrayList<>());
      namesakes.remove(its(server, namesakes));
    }
    for (List<Inventory.Found> strangers : byName.values()) {
      for (Inventory.Found stranger : strangers) {
        inventory.get().remove(stranger.id());
        site.progress().note("removed " + stranger.name() + ", which no Terraform state knew");
      }
    }
  }

  /** Waits for a Packer that has outlived its process: a second is never started beside it. */
  void awaitBuild() throws ToolException, InterruptedException {
    boolean free =
        site.buildLock()
            .awaitFree(
                site.time(),
                PATIENCE,
                () ->
                    site.progress()
                        .note("the Packer of an earlier run is still at work: waiting for it"));
    if (!free) {
      throw new ToolException(
          "the Packer of an earlier run did not end within " + Words.duration(PATIENCE),
          "immutable abort   stops it and puts back what was live",
          null,
          List.of());
    }
  }

  /**
   * Which of those with its name a server is. Terraform, when it is killed, forgets what it made,
   * and makes it anew under the same name: then their addresses tell them apart.
   */
  static Inventory.@Nullable Found its(Server server, List<Inventory.Found> namesakes)
      throws ServersException {
    if (namesakes.size() < 2) {
      return namesakes.isEmpty() ? null : namesakes.getFirst();
    }
    return namesakes.stream()
        .filter(found -> found.address().equals(server.endpoint()))
        .findFirst()
        .orElseThrow(
            () ->
                new ServersException(
                    namesakes.size()
                        + " servers are named "
                        + server.name()
                        + ", and the inventory says of none that it is at "
                        + server.endpoint(),
                    "let the inventory say the address and port that Terraform says",
                    null,
                    List.of()));
  }

  /**
   * Stops a build that has outlived the process that started it, and removes its build servers.
   *
   * @param act whose logs say so
   */
  void endBuild(ReleaseRecord release, String act)
      throws ServersException, ToolException, InterruptedException {
    if (site.buildLock().held()) {
      site.progress().note("stopping the Packer of an earlier run, which is still at work");
      site.buildLock().stop(site.time());
    }
    removeBuilders(release, act);
  }

  /** Removes the build servers that a build has left. */
  void removeBuilders(ReleaseRecord release, String act)
      throws ServersException, ToolException, InterruptedException {
    Optional<Inventory> inventory = site.inventory(release.id(), act);
    if (inventory.isEmpty()) {
      return;
    }
    for (String builder : inventory.get().builders(site.run(release.id()))) {
      inventory.get().remove(builder);
      site.progress().note("removed build server " + builder);
    }
  }
}
