package io.github.immutable.release;

import io.github.immutable.image.Artifact;
import io.github.immutable.image.BaseImage;
import io.github.immutable.image.BuildException;
import io.github.immutable.image.Checkout;
import io.github.immutable.image.Commit;
import io.github.immutable.image.Fingerprint;
import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.image.PackerBuild;
import io.github.immutable.image.PrepareCommands;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Placeholders;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the version's image by its fingerprint, else builds it from the clean checkout. */
final class Build {
  private static final Duration TIMEOUT = Duration.ofHours(1);

  private final Site site;
  private final Pipeline.Image wanted;

  Build(Site site) {
    this.site = site;
    this.wanted = site.pipeline().image();
  }

  Stage run(Stage.Planned planned) throws ReleaseFailure, LedgerException, InterruptedException {
    ReleaseRecord release = planned.release();
    site.progress().begin(Journal.BUILD, "image of " + release.version());
    try {
      Image image = image(planned);
      ReleaseRecord known = release.withImage(image);
      site.ledger().put(known);
      Path root = site.root().resolve(site.pipeline().servers().terraform());
      return new Stage.Built(known, root, planned.again());
    } catch (BuildException | ImageException | ToolException | ServersException e) {
      throw new ReleaseFailure.BuildFailed(e);
    }
  }

  private Image image(Stage.Planned planned)
      throws BuildException,
          ImageException,
          ToolException,
          ServersException,
          LedgerException,
          InterruptedException {
    String release = planned.release().id();
    ToolRunner tools = site.tools(release);
    Checkout checkout =
        new Checkout(planned.checkout(), wanted.path(), site.logs(release, Journal.BUILD), TIMEOUT);
    Optional<String> base = Optional.empty();
    if (!wanted.base().isEmpty()) {
      site.progress().busy("base image");
      base = Optional.of(new BaseImage(checkout, wanted.base()).identify(tools));
    }
    Fingerprint fingerprint =
        Fingerprint.of(
            planned.checkout(),
            wanted.inputs(),
            wanted.variables(),
            wanted.prepare(),
            wanted.template(),
            base.orElse(null));
    List<Image> known = site.ledger().images(fingerprint.value());
    if (!known.isEmpty() && !planned.rebuild() && exists(known.getLast(), release)) {
      site.progress().done("image " + known.getLast().id() + " is known; Packer not needed");
      return known.getLast();
    }
    new PrepareCommands(checkout, wanted.prepare()).run(tools, site.progress()::busy);
    int number = known.isEmpty() ? 1 : known.getLast().build() + 1;
    Image image = packer(planned, checkout, fingerprint, number, base.orElse(""));
    site.ledger().put(image);
    site.progress().done("image " + image.id() + " built");
    return image;
  }

  private Image packer(
      Stage.Planned planned, Checkout checkout, Fingerprint fingerprint, int number, String base)
      throws BuildException, ToolException, InterruptedException {
    ReleaseRecord release = planned.release();
    Path manifest = site.folder(release.id()).resolve("manifest.json");
    Path results = site.folder(release.id()).resolve("ansible");
    Map<String, String> values =
        Map.of(
            "base.id", base,
            "build.manifest", manifest.toString(),
            "build.results", results.toString(),
            "build.run", site.run(release.id()),
            "run", site.run(release.id()),
            "image.id", fingerprint.imageId(number));
    Map<String, String> variables = new HashMap<>();
    wanted.variables().forEach((key, text) -> variables.put(key, Placeholders.fill(text, values)));
    variables.put("image_id", fingerprint.imageId(number));
    List<Artifact> artifacts =
        new PackerBuild(checkout, wanted.template(), variables, manifest, results)
            .run(site.tools(release.id()), site.progress()::busy);
    Commit commit =
        new Commit(
            release.version(),
            release.commit(),
            release.commit(),
            release.subject(),
            release.startedAt());
    return Image.of(fingerprint, number, artifacts, commit, site.time().now());
  }

  private boolean exists(Image image, String release)
      throws ImageException, ServersException, ToolException, InterruptedException {
    Optional<Inventory> inventory = site.inventory(release, Journal.BUILD);
    return inventory.isEmpty() || inventory.get().images().contains(image.artifact().id());
  }
}
