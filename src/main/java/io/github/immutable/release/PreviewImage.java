package io.github.immutable.release;

import io.github.immutable.image.BuildException;
import io.github.immutable.image.Commit;
import io.github.immutable.image.Fingerprint;
import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.image.InputChanges;
import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a release would reuse an image or build one, and why. */
final class PreviewImage {
  /** What a working tree is named, see {@code Source.exportWorkingTree}. */
  private static final Pattern IN_NO_COMMIT = Pattern.compile("[0-9a-f]{7,}-dirty-[0-9a-f]{8}");

  private final Site site;
  private final Source source;
  private final Optional<ReleaseRecord> live;

  PreviewImage(Site site, Source source, Optional<ReleaseRecord> live) {
    this.site = site;
    this.source = source;
    this.live = live;
  }

  /**
   * Looks for the image as a release would.
   *
   * @param known empty when it would have to be built
   */
  record Found(Optional<Image> known, PreviewReport.ImagePlan plan) {}

  Found find(Path checkout, boolean rebuild)
      throws ReleaseFailure, LedgerException, InterruptedException {
    try {
      WantedImage wanted = WantedImage.of(site, checkout, logs(), site.runner());
      Optional<Image> known = rebuild ? Optional.empty() : wanted.existing(site, site.inventory());
      if (known.isPresent()) {
        return reused(known.get());
      }
      Optional<Inventory.FoundImage> late =
          rebuild ? Optional.empty() : wanted.late(site, site.inventory());
      return late.isPresent() ? taken(wanted, late.get()) : built(wanted, checkout, rebuild);
    } catch (BuildException | ImageException | ToolException | ServersException e) {
      throw new ReleaseFailure.BuildFailed(e);
    }
  }

  private Path logs() {
    return Site.looks(site.root()).resolve("image");
  }

  private Found reused(Image image) throws ImageException {
    String why = "built from commit " + image.builtFrom().substring(0, 7) + " of the same inputs";
    return new Found(
        Optional.of(image),
        new PreviewReport.ImagePlan(
            false, image.id(), site.artifact(image), List.of(why), List.of()));
  }

  private static Found taken(WantedImage wanted, Inventory.FoundImage late) {
    String why = "finished after its build was given up, says the inventory";
    String id = wanted.fingerprint().imageId(wanted.next());
    return new Found(
        Optional.empty(),
        new PreviewReport.ImagePlan(false, id, late.id(), List.of(why), List.of()));
  }

  private Found built(WantedImage wanted, Path checkout, boolean rebuild)
      throws ImageException, InterruptedException {
    List<String> why = new ArrayList<>();
    List<String> files = List.of();
    Optional<Image> liveImage = live.map(ReleaseRecord::image);
    if (rebuild) {
      why.add("--rebuild asks for it");
    } else if (!wanted.builds().isEmpty()) {
      why.add("image " + wanted.builds().getLast().id() + " is gone, says the inventory");
    } else if (liveImage.isEmpty()) {
      why.add("none of these inputs has been built yet");
    } else {
      files = changedFiles(live.orElseThrow(), checkout);
      why.addAll(differences(liveImage.get(), wanted, files));
    }
    String id = wanted.fingerprint().imageId(wanted.next());
    return new Found(Optional.empty(), new PreviewReport.ImagePlan(true, id, null, why, files));
  }

  private static List<String> differences(Image image, WantedImage wanted, List<String> files) {
    List<String> why = new ArrayList<>();
    Map<String, String> before = image.parts();
    if (before == null) {
      if (!files.isEmpty()) {
        why.add("files of `image.inputs` changed");
      }
      why.add("image " + image.id() + " was built before it was recorded what else it is made of");
      return why;
    }
    Map<String, String> now = wanted.fingerprint().parts();
    if (differs(before, now, Fingerprint.FILES)) {
      why.add(
          "files of `image.inputs` changed"
              + (files.isEmpty() ? "; which ones is not known any more" : ""));
    }
    for (String part : List.of(Fingerprint.TEMPLATE, Fingerprint.VARIABLES, Fingerprint.PREPARE)) {
      if (differs(before, now, part)) {
        why.add("`image." + part + "` changed in the pipeline file");
      }
    }
    if (differs(before, now, Fingerprint.BASE)) {
      why.add("the base image is another: " + wanted.base().orElse("none"));
    }
    return why;
  }

  private static boolean differs(Map<String, String> before, Map<String, String> now, String part) {
    return !Objects.equals(before.get(part), now.get(part));
  }

  /** Empty where the live version's files cannot be had, or are in no commit. */
  private List<String> changedFiles(ReleaseRecord release, Path checkout)
      throws ImageException, InterruptedException {
    Pipeline.Image image = site.pipeline().image();
    if (IN_NO_COMMIT.matcher(release.version()).matches()) {
      return List.of();
    }
    Path before = Site.looks(site.root()).resolve("live");
    try {
      Scratch.delete(before);
      Commit commit = source.resolve(release.commit());
      source.export(commit, List.of(), before);
      return InputChanges.between(before, checkout, image.inputs(), image.template());
    } catch (SourceException | IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while git was read");
      }
      return List.of();
    }
  }
}
