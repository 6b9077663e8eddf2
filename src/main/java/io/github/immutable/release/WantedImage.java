package io.github.immutable.release;

import io.github.immutable.image.BaseImage;
import io.github.immutable.image.BuildException;
import io.github.immutable.image.Checkout;
import io.github.immutable.image.Fingerprint;
import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The image that a checkout asks for, and the builds of it that the ledger knows.
 *
 * @param base the base image's identity, where the pipeline has one
 * @param builds of the same fingerprint, the oldest first
 */
record WantedImage(
    Checkout checkout, Optional<String> base, Fingerprint fingerprint, List<Image> builds) {
  private static final Duration TIMEOUT = Duration.ofHours(1);

  /** Asks for the base image's identity and hashes the inputs. */
  static WantedImage of(Site site, Path folder, Path logs, ToolRunner tools)
      throws BuildException, ImageException, ToolException, LedgerException, InterruptedException {
    Pipeline.Image image = site.pipeline().image();
    Checkout checkout = new Checkout(folder, image.path(), logs, TIMEOUT);
    Optional<String> base = Optional.empty();
    if (!image.base().isEmpty()) {
      site.progress().busy("base image");
      base = Optional.of(new BaseImage(checkout, image.base()).identify(tools));
    }
    Fingerprint fingerprint =
        Fingerprint.of(
            folder,
            image.inputs(),
            image.variables(),
            image.prepare(),
            image.template(),
            base.orElse(null));
    return new WantedImage(checkout, base, fingerprint, site.ledger().images(fingerprint.value()));
  }

  /** The newest build, if there is one that still exists as far as anybody can tell. */
  Optional<Image> existing(Site site, Optional<Inventory> inventory)
      throws ImageException, ServersException, ToolException, InterruptedException {
    if (builds.isEmpty()) {
      return Optional.empty();
    }
    Image newest = builds.getLast();
    boolean exists =
        inventory.isEmpty() || inventory.get().images().contains(site.artifact(newest));
    return exists ? Optional.of(newest) : Optional.empty();
  }

  /**
   * What the platform has of a build that this pipeline gave up, under the name of the next one: a
   * platform can finish an image after Packer stopped waiting for it. Nothing where there are two.
   */
  Optional<Inventory.FoundImage> late(Site site, Optional<Inventory> inventory)
      throws ServersException, ToolException, LedgerException, InterruptedException {
    Set<String> givenUp = new HashSet<>();
    for (ReleaseRecord release : site.ledger().releases(site.pipeline().name())) {
      if (release.image() == null) {
        givenUp.add(site.run(release.id()));
      }
    }
    if (inventory.isEmpty() || givenUp.isEmpty()) {
      return Optional.empty();
    }
    String id = fingerprint.imageId(next());
    List<Inventory.FoundImage> found =
        inventory.get().labelledImages().stream()
            .filter(its -> its.imageId().equals(id) && givenUp.contains(its.run()))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** The number of the next build. */
  int next() {
    return builds.isEmpty() ? 1 : builds.getLast().build() + 1;
  }
}
