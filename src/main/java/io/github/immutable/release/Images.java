package io.github.immutable.release;

import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** {@code images}: what was built, and whether it still exists. */
public final class Images {
  private final Site site;

  public Images(Site site) {
    this.site = site;
  }

  /**
   * An image of the ledger.
   *
   * @param versions that were released from it in this pipeline
   * @param exists {@code yes}, {@code no}, or {@code unknown} without an inventory
   */
  public record Known(Image image, List<String> versions, String exists) {}

  /** All of them, in the order of their builds. */
  public List<Known> list() throws ReleaseFailure, LedgerException, InterruptedException {
    List<Image> images = new ArrayList<>(site.ledger().images());
    images.sort((one, other) -> one.builtAt().compareTo(other.builtAt()));
    Optional<List<String>> existing = existing();
    List<Known> known = new ArrayList<>();
    for (Image image : images) {
      TreeSet<String> versions = new TreeSet<>();
      for (ReleaseRecord release : site.ledger().releases(site.pipeline().name())) {
        if (image.equals(release.image())) {
          versions.add(release.version());
        }
      }
      known.add(new Known(image, List.copyOf(versions), exists(image, existing)));
    }
    return known;
  }

  private Optional<List<String>> existing() throws ReleaseFailure, InterruptedException {
    Optional<Inventory> inventory = site.inventory();
    try {
      return inventory.isEmpty() ? Optional.empty() : Optional.of(inventory.get().images());
    } catch (ServersException | ToolException e) {
      throw new ReleaseFailure.InventoryFailed(e);
    }
  }

  private String exists(Image image, Optional<List<String>> existing) {
    try {
      String id = site.artifact(image);
      return existing.map(ids -> ids.contains(id) ? "yes" : "no").orElse("unknown");
    } catch (ImageException e) {
      return "unknown";
    }
  }
}
