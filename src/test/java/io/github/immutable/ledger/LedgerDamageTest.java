package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * The ledger's files torn: cut, with bits flipped, with sectors or pages that were never written.
 * It reads as it was after one of its writes, or is refused when it is opened. What it reads as is
 * compared with what it read as then.
 */
class LedgerDamageTest {
  private static final int PAGE = 4096;

  /** Of SQLite's log, and of each page in it. */
  private static final int LOG_HEAD = 32;

  private static final int FRAME_HEAD = 24;

  /** So many pages are cut at every byte, and the others at their borders. */
  private static final int LAST = 3;

  private static final int SECTOR = 512;
  private static final int FLIPS = 1000;

  /** In memory where there is such a disk: SQLite syncs each of thousands of openings. */
  @TempDir(factory = InMemory.class)
  Path folder;

  static final class InMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test)
        throws IOException {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "ledger")
          : Files.createTempDirectory("ledger");
    }
  }

  private final Set<String> committed = new LinkedHashSet<>();
  private final List<byte[]> earlier = new ArrayList<>();

  /** While it was open: the file, and the log beside it. */
  private byte[] pages = {};

  private byte[] log = {};

  /** After it was closed: all in one file. */
  private byte[] whole = {};

  private int recovered;
  private int refused;

  @BeforeEach
  void a_ledger_with_two_releases() throws Exception {
    Path file = folder.resolve("ledger.db");
    try (Ledger ledger = Ledger.open(file)) {
      TwoReleases.write(
          ledger,
          its -> {
            committed.add(TwoReleases.text(its));
            earlier.add(closed(file));
          });
      pages = Files.readAllBytes(file);
      log = Files.readAllBytes(folder.resolve("ledger.db-wal"));
    }
    whole = Files.readAllBytes(file);
  }

  @Test
  void promise_4_its_log_cut_at_every_byte_of_its_last_pages_reads_as_after_some_write()
      throws Exception {
    for (int length : lengths(log.length, LOG_HEAD, FRAME_HEAD + PAGE)) {
      read(pages, Arrays.copyOf(log, length));
    }
    told("log cut at every byte of its last three pages and about the borders of the others");
    assertThat(recovered).isPositive();
  }

  @Test
  void promise_4_its_file_cut_at_every_byte_of_its_last_pages_is_whole_or_refused()
      throws Exception {
    for (int length : lengths(whole.length, 0, PAGE)) {
      read(Arrays.copyOf(whole, length), new byte[0]);
    }
    told("file cut at every byte of its last three pages and about the borders of the others");
    assertThat(recovered).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void promise_4_bits_that_flip_anywhere_are_harmless_or_refused() throws Exception {
    Random random = new Random(4);
    for (int flip = 0; flip < FLIPS; flip++) {
      byte[] flipped = (flip % 2 == 0 ? whole : log).clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      if (flip % 2 == 0) {
        read(flipped, new byte[0]);
      } else {
        read(pages, flipped);
      }
    }
    told("one bit flipped, in the file or in its log, seed 4");
    assertThat(recovered).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void promise_4_sectors_that_were_never_written_are_harmless_or_refused() throws Exception {
    for (int sector = 0; sector * SECTOR < whole.length; sector++) {
      read(without(whole, sector), new byte[0]);
    }
    for (int sector = 0; sector * SECTOR < log.length; sector++) {
      read(pages, without(log, sector));
    }
    told("one sector of zeros, in the file or in its log");
    assertThat(recovered).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void promise_4_pages_of_earlier_times_are_harmless_or_refused() throws Exception {
    for (byte[] before : earlier) {
      for (int from = 0; from < before.length; from += PAGE) {
        byte[] mixed = whole.clone();
        System.arraycopy(before, from, mixed, from, PAGE);
        read(mixed, new byte[0]);
      }
    }
    told("one page as it was after an earlier write");
    assertThat(recovered).isPositive();
    assertThat(refused).isPositive();
  }

  private static byte[] without(byte[] all, int sector) {
    byte[] torn = all.clone();
    int from = sector * SECTOR;
    Arrays.fill(torn, from, Math.min(from + SECTOR, torn.length), (byte) 0);
    return torn;
  }

  /** The file as it would be if it were closed now. */
  private byte[] closed(Path file) {
    Path copy = folder.resolve("earlier.db");
    try {
      Files.write(copy, Files.readAllBytes(file));
      Files.write(
          folder.resolve("earlier.db-wal"), Files.readAllBytes(folder.resolve("ledger.db-wal")));
      Ledger.open(copy).close();
      return Files.readAllBytes(copy);
    } catch (IOException | LedgerException e) {
      throw new AssertionError(e);
    }
  }

  /** Every one in the last pages, and those at the borders of the pages before them. */
  private static int[] lengths(int all, int head, int page) {
    return IntStream.rangeClosed(1, all)
        .filter(length -> length > all - LAST * page - 64 || (length - head + 1 + page) % page < 3)
        .toArray();
  }

  /** Opens a ledger of these files; if that goes well, it must read as it once did. */
  private void read(byte[] its, byte[] itsLog) throws IOException {
    Path copy = folder.resolve("copy.db");
    Files.deleteIfExists(folder.resolve("copy.db-shm"));
    Files.write(copy, its);
    Path copiedLog = folder.resolve("copy.db-wal");
    if (itsLog.length == 0) {
      Files.deleteIfExists(copiedLog);
    } else {
      Files.write(copiedLog, itsLog);
    }
    try (Ledger ledger = Ledger.open(copy)) {
      assertThat(committed).contains(TwoReleases.text(ledger));
      recovered++;
    } catch (LedgerException e) {
      assertThat(e.getMessage()).contains("copy.db");
      assertThat(e.remedy()).isNotBlank();
      assertThat(e.topic()).isEqualTo("ledger-unusable");
      refused++;
    }
  }

  private void told(String damage) {
    System.out.printf(
        "ledger: %s: %d recovered, %d refused, 0 misread%n", damage, recovered, refused);
  }
}
