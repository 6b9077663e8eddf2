package io.github.immutable.cli;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.release.Scratch;
import io.github.immutable.release.Site;
import io.github.immutable.tool.KeptLogs;
import io.github.immutable.tool.LeftLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What runs that were killed have left: raw logs become logs, plans go, and so do the folders of
 * those that only looked. Only of the pipeline that is held: others may be at work. Tools that
 * still run write on.
 */
final class KilledRuns {
  private KilledRuns() {}

  static void tidy(Site site) {
    try {
      List<ReleaseRecord> releases = site.ledger().releases(site.pipeline().name());
      for (ReleaseRecord release : releases) {
        LeftLogs.finish(folder(site, release), site.redactor());
      }
      if (!releases.isEmpty()) {
        Path last = folder(site, releases.getLast());
        KeptLogs.redact(last.resolve("ansible"), "*", site.redactor());
      }
      LeftLogs.finish(Site.traffic(site.root(), site.pipeline().name()), site.redactor());
      looks(Site.home(site.root()).resolve("looks"));
    } catch (IOException | LedgerException e) {
      site.progress().note("what a run that was killed has left could not be tidied: " + e);
    }
  }

  private static Path folder(Site site, ReleaseRecord release) {
    return Site.home(site.root()).resolve("releases").resolve(release.id());
  }

  private static void looks(Path looks) throws IOException {
    if (!Files.isDirectory(looks)) {
      return;
    }
    try (Stream<Path> all = Files.list(looks)) {
      for (Path one : all.toList()) {
        if (isOfTheDead(String.valueOf(one.getFileName()))) {
          Scratch.delete(one);
        }
      }
    }
  }

  private static boolean isOfTheDead(String name) {
    return name.matches("[0-9]{1,9}") && ProcessHandle.of(Long.parseLong(name)).isEmpty();
  }
}
