package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.RootRecord;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.TerraformRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The Terraform roots that made servers: in the folder of the release, and in the ledger for other
 * machines.
 */
final class KeptRoots {
  /** What a ledger is not burdened with, in bytes: a root is text. */
  static final long LIMIT = 4L << 20;

  private final Site site;

  KeptRoots(Site site) {
    this.site = site;
  }

  /** Copies a root to the release's folder. */
  TerraformRoot copy(Path from, ReleaseRecord release) throws IOException {
    return TerraformRoot.copy(from, site.keptRoot(release.id()).folder());
  }

  /** Records a root, once for all releases that have the same. */
  void record(TerraformRoot root, String digest) throws IOException, LedgerException {
    if (site.ledger().root(digest).isPresent()) {
      return;
    }
    long bytes = root.bytes();
    if (bytes > LIMIT) {
      site.progress()
          .note(
              "the Terraform root has "
                  + (bytes >> 20)
                  + " MB, more than the "
                  + (LIMIT >> 20)
                  + " MB that a ledger keeps: only this machine can change or destroy these servers");
      return;
    }
    site.ledger().put(new RootRecord(digest, root.contents()));
  }

  /** Whether the root that this release was launched with can be had. */
  boolean has(ReleaseRecord release) throws LedgerException {
    return Files.isDirectory(site.keptRoot(release.id()).folder()) || recorded(release).isPresent();
  }

  /**
   * The root that a release was launched with. Where this machine lacks it, it is written anew from
   * the ledger; where that lacks it too, the folder does not exist.
   */
  TerraformRoot of(ReleaseRecord release) throws LedgerException, ServersException {
    TerraformRoot kept = site.keptRoot(release.id());
    Optional<RootRecord> recorded =
        Files.isDirectory(kept.folder()) ? Optional.empty() : recorded(release);
    if (recorded.isPresent()) {
      restore(recorded.get(), kept.folder());
    }
    return kept;
  }

  private Optional<RootRecord> recorded(ReleaseRecord release) throws LedgerException {
    String digest = release.rootDigest();
    return digest == null ? Optional.empty() : site.ledger().root(digest);
  }

  private void restore(RootRecord recorded, Path folder) throws ServersException {
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    try {
      Scratch.delete(part);
      TerraformRoot written = TerraformRoot.write(recorded.files(), part);
      if (!written.digest().equals(recorded.digest())) {
        throw new IOException("what was written has another digest");
      }
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ServersException(
          "the Terraform root that the ledger keeps could not be written to " + folder + ": " + e,
          "free some space, or mend the permissions of " + folder.getParent(),
          null,
          List.of());
    }
    site.progress().note("the Terraform root was written anew from the ledger");
  }
}
