package io.github.immutable.release;

import io.github.immutable.image.Artifact;
import io.github.immutable.image.BuildException;
import io.github.immutable.image.Commit;
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
import io.github.immutable.tool.KeptLogs;
import io.github.immutable.tool.PrivateFiles;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the version's image by its fingerprint, else builds it from the clean checkout. */
final class Build {
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
    new Leftovers(site).awaitBuild();
    ToolRunner tools = site.tools(release);
    WantedImage sought =
        WantedImage.of(site, planned.checkout(), site.logs(release, Journal.BUILD), tools);
    Optional<Inventory> inventory = site.inventory(release, Journal.BUILD);
    Optional<Image> known = planned.rebuild() ? Optional.empty() : sought.existing(site, inventory);
    if (known.isPresent()) {
      site.progress().done("image " + known.get().id() + " is known; Packer not needed");
      return known.get();
    }
    // what lies in the folder of a release that has just begun is of a ledger that was lost
    if (new Journal(site).attempts(release, Journal.BUILD) > 1) {
      Optional<Image> made = made(planned.release(), sought);
      if (made.isPresent()) {
        site.ledger().put(made.get());
        site.progress().done("image " + made.get().id() + " was built before this was cut short");
        return made.get();
      }
      new Leftovers(site).removeBuilders(planned.release(), Journal.BUILD);
    } else {
      build(planned.release(), sought).forget();
    }
    Optional<Inventory.FoundImage> late =
        planned.rebuild() ? Optional.empty() : sought.late(site, inventory);
    if (late.isPresent()) {
      Artifact artifact = new Artifact(Artifact.FOUND, late.get().id());
      Image image = image(planned.release(), sought, List.of(artifact));
      site.ledger().put(image);
      site.progress()
          .done("image " + image.id() + " was finished after its build was given up; taken");
      return image;
    }
    new PrepareCommands(sought.checkout(), wanted.prepare()).run(tools, site.progress()::busy);
    Image image = packer(planned, sought);
    site.ledger().put(image);
    site.progress().done("image " + image.id() + " built");
    return image;
  }

  /** Ansible's reports hold what its tasks printed, and everybody could read both. */
  private void redact(PackerBuild build) throws ToolException {
    try {
      KeptLogs.redact(build.results(), "*", site.redactor());
      PrivateFiles.closeFile(build.manifest());
    } catch (IOException e) {
      throw new ToolException(
          "secrets could not be taken out of what Packer and Ansible wrote in "
              + build.results()
              + ": "
              + e,
          "free some space there, or rm -r " + build.results(),
          null,
          List.of());
    }
  }

  /** What this release's own Packer has made, if it ended well after we were gone. */
  private Optional<Image> made(ReleaseRecord release, WantedImage sought)
      throws ImageException, ServersException, ToolException, InterruptedException {
    PackerBuild build = build(release, sought);
    List<Artifact> artifacts = build.made();
    Optional<Inventory> inventory = site.inventory(release.id(), Journal.BUILD);
    // without anybody who says that it exists, building again is the surer way
    if (artifacts.size() != 1 || inventory.isEmpty()) {
      return Optional.empty();
    }
    redact(build);
    String imageId = sought.fingerprint().imageId(sought.next());
    boolean exists =
        inventory.get().labelledImages().stream()
            .filter(its -> its.id().equals(artifacts.getFirst().id()))
            .anyMatch(its -> its.imageId().isEmpty() || its.imageId().equals(imageId));
    return exists ? Optional.of(image(release, sought, artifacts)) : Optional.empty();
  }

  private Image packer(Stage.Planned planned, WantedImage sought)
      throws BuildException, ToolException, InterruptedException {
    ReleaseRecord release = planned.release();
    PackerBuild build = build(release, sought);
    try {
      List<Artifact> artifacts = build.run(site.tools(release.id()), site.progress()::busy);
      return image(release, sought, artifacts);
    } finally {
      redact(build);
    }
  }

  private PackerBuild build(ReleaseRecord release, WantedImage sought) {
    String imageId = sought.fingerprint().imageId(sought.next());
    Path manifest = site.folder(release.id()).resolve("manifest.json");
    Path results = site.folder(release.id()).resolve("ansible");
    Map<String, String> values =
        Map.of(
            "base.id", sought.base().orElse(""),
            "build.manifest", manifest.toString(),
            "build.results", results.toString(),
            "build.run", site.run(release.id()),
            "run", site.run(release.id()),
            "image.id", imageId);
    Map<String, String> variables = new HashMap<>();
    wanted.variables().forEach((key, text) -> variables.put(key, Placeholders.fill(text, values)));
    variables.put("image_id", imageId);
    return new PackerBuild(
        sought.checkout(), wanted.template(), variables, manifest, results, site.buildLock());
  }

  private Image image(ReleaseRecord release, WantedImage sought, List<Artifact> artifacts) {
    Commit commit =
        new Commit(
            release.version(),
            release.commit(),
            release.commit(),
            release.subject(),
            release.startedAt());
    return Image.of(sought.fingerprint(), sought.next(), artifacts, commit, site.time().now());
  }
}
