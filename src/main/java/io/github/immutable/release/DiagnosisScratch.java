package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Folders that processes have left behind which were killed. */
final class DiagnosisScratch {
  private static final String SCRATCH = "scratch folders";

  private final Site site;
  private final boolean ledgerUsable;

  /**
   * @param ledgerUsable whether it can tell which releases are over
   */
  DiagnosisScratch(Site site, boolean ledgerUsable) {
    this.site = site;
    this.ledgerUsable = ledgerUsable;
  }

  List<Finding> findings() {
    try {
      List<Path> left = new ArrayList<>(looks());
      left.addAll(checkouts());
      return List.of(
          left.isEmpty()
              ? Finding.ok(SCRATCH, "none left behind")
              : Finding.warning(
                  SCRATCH,
                  Words.count(left.size(), "folder") + " of processes that were killed",
                  "rm -r " + String.join(" ", left.stream().map(Path::toString).toList())));
    } catch (IOException | LedgerException e) {
      return List.of(Finding.notChecked(SCRATCH, String.valueOf(e.getMessage())));
    }
  }

  private List<Path> looks() throws IOException {
    List<Path> left = new ArrayList<>();
    for (Path folder : entries(Site.home(site.root()).resolve("looks"))) {
      String process = folder.getFileName().toString();
      boolean runs =
          process.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(process)).isPresent();
      if (!runs) {
        left.add(folder);
      }
    }
    return left;
  }

  /** The checkout of a release that holds its pipeline may still be needed. */
  private List<Path> checkouts() throws IOException, LedgerException {
    List<Path> left = new ArrayList<>();
    if (!ledgerUsable) {
      return left;
    }
    for (Path folder : entries(Site.home(site.root()).resolve("releases"))) {
      Path checkout = Scratch.of(site, folder.getFileName().toString());
      boolean over =
          site.ledger().release(folder.getFileName().toString()).stream()
              .noneMatch(ReleaseRecord::holds);
      if (Files.exists(checkout) && over) {
        left.add(checkout);
      }
    }
    return left;
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
