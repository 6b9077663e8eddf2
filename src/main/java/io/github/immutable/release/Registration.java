package io.github.immutable.release;

import io.github.immutable.image.Artifact;
import io.github.immutable.image.BuildException;
import io.github.immutable.image.Commit;
import io.github.immutable.image.Fingerprint;
import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ledger register-images}: records images that exist and that a ledger does not know, after
 * it was lost. An image's label has the short form of its fingerprint; which version that is, is
 * found by computing the fingerprints of versions anew.
 */
public final class Registration {
  private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{12}-([1-9][0-9]{0,8})");

  private final Site site;

  public Registration(Site site) {
    this.site = site;
  }

  /**
   * What can be recorded.
   *
   * @param version that it is an image of
   */
  public record Match(Image image, String version) {

    /** For people. */
    public String line() {
      String artifacts = String.join(", ", image.artifacts().stream().map(Artifact::id).toList());
      return image.id() + " of " + version + ": " + artifacts;
    }
  }

  /**
   * What was found.
   *
   * @param leftAlone images that are not recorded, and why, a line each
   */
  public record Found(List<Match> matches, List<String> leftAlone) {}

  /**
   * Looks for images of these versions.
   *
   * @param versions empty for every tag, and HEAD
   * @throws ReleaseFailure when an unfinished release holds the pipeline, when a version is none,
   *     or when there is no inventory
   */
  public Found look(List<String> versions)
      throws ReleaseFailure, LedgerException, InterruptedException {
    new Opening(site).refuseUnfinished();
    List<String> leftAlone = new ArrayList<>();
    Map<String, Inventory.FoundImage> unknown = unknown(leftAlone);
    List<Match> matches = new ArrayList<>();
    List<String> looked = new ArrayList<>();
    if (!unknown.isEmpty()) {
      try (Source source = Source.open(site.root())) {
        for (Commit commit : commits(source, versions)) {
          if (!unknown.isEmpty()) {
            looked.add(commit.version());
            match(source, commit, unknown, !versions.isEmpty(), leftAlone)
                .forEach(
                    match -> {
                      matches.add(match);
                      unknown.remove(match.image().id());
                    });
          }
        }
      } catch (SourceException e) {
        throw Preparation.unusable(e);
      }
    }
    unknown.forEach(
        (id, image) ->
            leftAlone.add(
                id
                    + ", "
                    + image.id()
                    + ": of none of these versions: "
                    + String.join(", ", looked)));
    return new Found(List.copyOf(matches), List.copyOf(leftAlone));
  }

  /** Records them. Repeatable: what is known then is not found again. */
  public Outcome register(Found found) throws LedgerException {
    for (Match match : found.matches()) {
      site.ledger().put(match.image());
      site.progress().note("recorded " + match.line());
    }
    return done(Words.count(found.matches().size(), "image") + " recorded", found);
  }

  /** How it ends for somebody who only wanted to see them, or where there are none. */
  public Outcome shown(Found found) {
    return done(
        found.matches().isEmpty()
            ? "no image exists that could be recorded and is not"
            : Words.count(found.matches().size(), "image") + "; nothing was recorded",
        found);
  }

  private static Outcome done(String headline, Found found) {
    return new Outcome(
        Outcome.DONE, headline, Optional.empty(), Optional.empty(), "", found.leftAlone());
  }

  /** Images with a label that the ledger does not know, by what the label says. */
  private Map<String, Inventory.FoundImage> unknown(List<String> leftAlone)
      throws ReleaseFailure, LedgerException, InterruptedException {
    Set<String> known = new HashSet<>();
    for (Image image : site.ledger().images()) {
      known.add(image.id());
      image.artifacts().forEach(artifact -> known.add(artifact.id()));
    }
    Map<String, List<Inventory.FoundImage>> labels = new TreeMap<>();
    for (Inventory.FoundImage image : existing()) {
      if (!known.contains(image.id()) && IMAGE_ID.matcher(image.imageId()).matches()) {
        labels.computeIfAbsent(image.imageId(), its -> new ArrayList<>()).add(image);
      }
    }
    Map<String, Inventory.FoundImage> unknown = new TreeMap<>();
    labels.forEach(
        (id, images) -> {
          String all = String.join(", ", images.stream().map(Inventory.FoundImage::id).toList());
          if (known.contains(id)) {
            leftAlone.add(id + ", " + all + ": the ledger has another image of this id");
          } else if (images.size() > 1) {
            leftAlone.add(
                id + ": several images carry it, and which one was meant nobody knows: " + all);
          } else {
            unknown.put(id, images.getFirst());
          }
        });
    return unknown;
  }

  private List<Inventory.FoundImage> existing() throws ReleaseFailure, InterruptedException {
    Inventory inventory = site.neededInventory();
    try {
      return inventory.labelledImages();
    } catch (ServersException | ToolException e) {
      throw new ReleaseFailure.InventoryFailed(e);
    }
  }

  private static List<Commit> commits(Source source, List<String> versions) throws SourceException {
    List<Commit> commits = new ArrayList<>();
    if (versions.isEmpty()) {
      commits.addAll(source.tags());
      commits.add(source.resolve("HEAD"));
    }
    for (String version : versions) {
      commits.add(source.resolve(version));
    }
    return commits;
  }

  /** The images of a version. One that nobody named may be too old to have what an image needs. */
  private List<Match> match(
      Source source,
      Commit commit,
      Map<String, Inventory.FoundImage> unknown,
      boolean named,
      List<String> leftAlone)
      throws ReleaseFailure, LedgerException, InterruptedException {
    site.progress().busy("fingerprint of " + commit.version());
    try {
      Fingerprint fingerprint = fingerprint(source, commit);
      List<Match> matches = new ArrayList<>();
      for (Map.Entry<String, Inventory.FoundImage> one : unknown.entrySet()) {
        Matcher id = IMAGE_ID.matcher(one.getKey());
        if (id.matches() && one.getKey().startsWith(fingerprint.shortForm() + "-")) {
          Artifact artifact = new Artifact(Artifact.FOUND, one.getValue().id());
          Image image =
              Image.of(
                  fingerprint,
                  Integer.parseInt(id.group(1)),
                  List.of(artifact),
                  commit,
                  one.getValue().created().orElse(site.time().now()));
          matches.add(new Match(image, commit.version()));
        }
      }
      return matches;
    } catch (SourceException e) {
      if (named || Thread.currentThread().isInterrupted()) {
        throw Preparation.unusable(e);
      }
      leftAlone.add("version " + commit.version() + " was not looked at: " + e.getMessage());
      return List.of();
    } catch (BuildException | ImageException | ToolException e) {
      if (named) {
        throw new ReleaseFailure.BuildFailed(e);
      }
      leftAlone.add("version " + commit.version() + " was not looked at: " + e.getMessage());
      return List.of();
    }
  }

  private Fingerprint fingerprint(Source source, Commit commit)
      throws SourceException,
          ReleaseFailure,
          LedgerException,
          BuildException,
          ImageException,
          ToolException,
          InterruptedException {
    Path folder = Site.looks(site.root()).resolve("version");
    try {
      Scratch.delete(folder);
      source.export(commit, site.pipeline().image().inputs(), folder.resolve("checkout"));
      return WantedImage.of(site, folder.resolve("checkout"), folder.resolve("logs"), site.runner())
          .fingerprint();
    } catch (IOException e) {
      throw Preparation.unwritable(site, e);
    }
  }
}
