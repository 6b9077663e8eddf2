package io.github.immutable.release;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    Set<String> wanted = new HashSet<>();
    for (Server server : release.servers()) {
      wanted.add(server.name());
    }
    for (Inventory.Found found :
        inventory
            .get()
            .servers(site.pipeline().application(), site.pipeline().name(), Optional.of(slot))) {
      if (!wanted.contains(found.name()) && slot.label().equals(found.labels().get("slot"))) {
        inventory.get().remove(found.id());
        site.progress().note("removed " + found.name() + ", which no Terraform state knew");
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
