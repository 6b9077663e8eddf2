package io.github.immutable.load;

import io.github.immutable.load.Load.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Tells the result once, whoever asks first: the end of the time, of standard input, or a signal.
 */
final class Ending {
  private final Load load;
  private final String out;
  private boolean told;

  Ending(Load load, String out) {
    this.load = load;
    this.out = out;
  }

  synchronized void tell() {
    if (told) {
      return;
    }
    told = true;
    load.close();
    Snapshot count = load.snapshot();
    write(count);
    System.out.println(Report.json(count));
    System.out.println(Report.sentence(count));
  }

  void keepWriting() {
    try {
      while (true) {
        synchronized (this) {
          if (told) {
            return;
          }
          write(load.snapshot());
        }
        Thread.sleep(1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Snapshot count) {
    if (out.isEmpty()) {
      return;
    }
    try {
      // Renamed into place: whoever reads it in the middle of a run sees a whole line.
      Path draft = Path.of(out + ".draft");
      Files.writeString(draft, Report.json(count) + "\n");
      Files.move(draft, Path.of(out), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
