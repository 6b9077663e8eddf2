package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.Explained;
import io.github.immutable.tool.ToolException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the inventory says exists, and before that, whether it can say anything at all. */
final class DiagnosisPlatform {
  private static final String INVENTORY = "inventory";
  private static final String SERVERS = "servers";
  private static final String BUILDERS = "builders";
  private static final String IMAGES = "images";

  private final Site site;
  private final Optional<Inventory> inventory;
  private List<String> images = List.of();
  private List<Inventory.Found> standing = List.of();
  private boolean answers;

  DiagnosisPlatform(Site site) {
    this.site = site;
    this.inventory = site.inventory();
  }

  /** This tool knows no platform: the project's inventory is who finds that there is no engine. */
  Finding inventory() throws InterruptedException {
    if (inventory.isEmpty()) {
      return Finding.warning(
          INVENTORY,
          "none: servers that no state knows will not be found, nor images that are gone",
          "name one as servers.inventory; docs/inventory.md says what it must do");
    }
    try {
      images = inventory.get().images();
      standing =
          inventory
              .get()
              .servers(site.pipeline().application(), site.pipeline().name(), Optional.empty());
      answers = true;
      return Finding.ok(
          INVENTORY,
          Words.count(images.size(), "image") + " and " + Words.count(standing.size(), "server"));
    } catch (ServersException | ToolException e) {
      return silent(e);
    }
  }

  /** Its own words are worth more than ours, and the log of a look is not kept. */
  private Finding silent(Explained why) {
    Finding finding = Diagnosis.refused(INVENTORY, new ReleaseFailure.InventoryFailed(why));
    String command = site.pipeline().servers().inventory() + " images";
    return new Finding(
        finding.check(),
        finding.state(),
        finding.exitCode(),
        finding.message(),
        command + "   # says what stops it, as below",
        finding.lines());
  }

  /** Servers, builders and records of images that nothing stands behind any more. */
  List<Finding> leftovers() throws InterruptedException {
    if (inventory.isEmpty()) {
      return List.of();
    }
    if (!answers) {
      return List.of(Finding.notChecked("leftovers", "the inventory comes first"));
    }
    List<Finding> findings = new ArrayList<>();
    try {
      findings.addAll(servers());
      findings.addAll(builders());
      findings.add(imageRecords());
    } catch (LedgerException e) {
      findings.add(Finding.notChecked("leftovers", "the ledger comes first"));
    } catch (ServersException | ToolException e) {
      findings.add(silent(e));
    }
    return findings;
  }

  private List<Finding> servers() throws LedgerException, InterruptedException {
    if (site.ledger().active(site.pipeline().name()).isEmpty() && !standing.isEmpty()) {
      try {
        new Opening(site).refuseForgottenServers();
      } catch (ReleaseFailure e) {
        return List.of(Diagnosis.refused(SERVERS, e));
      }
    }
    Census census = Census.compare(site, standing);
    List<Finding> findings = new ArrayList<>();
    census
        .lost()
        .forEach(
            (name, how) ->
                findings.add(Finding.warning(SERVERS, name + " " + how, "immutable status")));
    if (!census.strangers().isEmpty()) {
      findings.add(strangers(census.strangers()));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(SERVERS, "those that the ledger knows, and no others"))
        : findings;
  }

  private Finding strangers(List<String> names) {
    String command = String.valueOf(site.pipeline().servers().inventory());
    return Finding.warning(
        SERVERS,
        "the ledger does not know " + String.join(", ", names),
        command
            + " remove ID   # ids: "
            + command
            + " servers project="
            + site.pipeline().application()
            + " pipeline="
            + site.pipeline().name());
  }

  /** Only of the release that holds the pipeline: every other one has looked for its own. */
  private List<Finding> builders()
      throws LedgerException, ServersException, ToolException, InterruptedException {
    Optional<ReleaseRecord> holder = site.ledger().holder(site.pipeline().name());
    if (holder.isEmpty() || inventory.isEmpty()) {
      return List.of();
    }
    List<String> left = inventory.get().builders(site.run(holder.get().id()));
    return List.of(
        left.isEmpty()
            ? Finding.ok(BUILDERS, "none left behind by " + holder.get().id())
            : Finding.warning(
                BUILDERS,
                holder.get().id() + " has left " + String.join(", ", left),
                "immutable abort --pipeline " + site.pipeline().name()));
  }

  private Finding imageRecords() throws LedgerException {
    Set<String> existing = new HashSet<>(images);
    List<Image> known = site.ledger().images();
    List<String> gone = new ArrayList<>();
    for (Image image : known) {
      try {
        if (!existing.contains(site.artifact(image))) {
          gone.add(image.id());
        }
      } catch (ImageException e) {
        gone.add(image.id());
      }
    }
    if (gone.isEmpty()) {
      return Finding.ok(
          IMAGES,
          known.isEmpty()
              ? "none recorded yet"
              : Words.count(known.size(), "image") + " recorded, and none is gone");
    }
    return Finding.warning(
        IMAGES,
        gone.size() + " of " + known.size() + " are gone: " + String.join(", ", gone),
        "immutable images   # whose they are; a release of such a version builds it anew");
  }
}
