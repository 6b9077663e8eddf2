package io.github.immutable.release;

import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Health;
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

/** What the platform itself says of a release's servers, through the inventory. */
final class Platform {
  private final Site site;

  Platform(Site site) {
    this.site = site;
  }

  /**
   * Makes sure that every server of the release exists, runs, and was started from its artifact.
   * Does nothing where the pipeline has no inventory.
   */
  void confirms(ReleaseRecord release, String act) throws ReleaseFailure, InterruptedException {
    List<String> lost = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try {
      Optional<Map<String, Inventory.Found>> found = found(release, act);
      Image image = release.image();
      if (found.isEmpty() || image == null) {
        return;
      }
      String artifact = site.artifact(image);
      for (Server server : release.servers()) {
        Inventory.Found its = found.get().get(server.name());
        if (its == null || !its.running()) {
          lost.add(server.name() + ": " + (its == null ? "does not exist" : its.state()));
        } else if (!its.image().equals(artifact) && (platformProves() || !its.image().isEmpty())) {
          wrong.add(server.name() + ": was started from " + its.image() + ", not " + artifact);
        }
      }
    } catch (ServersException | ToolException | ImageException e) {
      throw new ReleaseFailure.LaunchFailed(e);
    }
    if (!wrong.isEmpty()) {
      throw new ReleaseFailure.WrongImage(wrong, site.folder(release.id()));
    }
    if (!lost.isEmpty()) {
      throw new ReleaseFailure.Unhealthy(
          lost.size() + " servers are not running, says the inventory",
          Verify.command(release),
          lost,
          site.folder(release.id()));
    }
  }

  private boolean platformProves() {
    return site.pipeline().health().proof() == Health.Proof.PLATFORM;
  }

  /** The servers that exist in the release's slot, by name; empty without an inventory. */
  Optional<Map<String, Inventory.Found>> found(ReleaseRecord release, String act)
      throws ServersException, ToolException, InterruptedException {
    Slot slot = release.slot();
    Optional<Inventory> inventory = site.inventory(release.id(), act);
    if (inventory.isEmpty() || slot == null) {
      return Optional.empty();
    }
    Map<String, Inventory.Found> byName = new HashMap<>();
    for (Inventory.Found server :
        inventory
            .get()
            .servers(site.pipeline().application(), site.pipeline().name(), Optional.of(slot))) {
      byName.put(server.name(), server);
    }
    return Optional.of(byName);
  }
}
