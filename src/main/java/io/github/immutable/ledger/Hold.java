package io.github.immutable.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to change a pipeline, held by one process of this machine at a time. The operating
 * system takes it back when the process ends, however it ends: a dead process holds nothing.
 */
public final class Hold implements AutoCloseable {
  /** Longer than anybody who only looks needs the file. */
  private static final int ATTEMPTS = 10;

  private static final int PAUSE_MILLIS = 20;

  /**
   * Those of this process. Whoever holds the file must not even open it again: closing any
   * descriptor of a file gives up all locks that the process has on it (POSIX, fcntl).
   */
  private static final Map<Path, String> HOLDERS = new HashMap<>();

  private final Path key;
  private final FileChannel channel;

  private Hold(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Takes the hold.
   *
   * @param file is made when absent, and says who holds
   * @param holder one line: who, where, doing what
   * @throws HeldException when somebody else has it
   */
  public static Hold take(Path file, String holder) throws LedgerException, HeldException {
    Path key = key(file);
    synchronized (HOLDERS) {
      String mine = HOLDERS.get(key);
      if (mine != null) {
        throw new HeldException(mine);
      }
      try {
        Files.createDirectories(key.getParent());
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locks(channel)) {
          channel.close();
          throw new HeldException(Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
        HOLDERS.put(key, holder);
        return new Hold(key, channel);
      } catch (IOException e) {
        throw new LedgerException(
            "the hold " + file + " cannot be taken: " + e,
            "check the permissions of that folder and the free space");
      }
    }
  }

  /**
   * Who holds the pipeline at this moment, as far as they have said.
   *
   * @return empty when nobody does
   */
  public static Optional<String> holder(Path file) throws LedgerException {
    synchronized (HOLDERS) {
      String mine = HOLDERS.get(key(file));
      if (mine != null) {
        return Optional.of(mine);
      }
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        FileLock looked = channel.tryLock(0, Long.MAX_VALUE, true);
        return looked == null ? Optional.of(Files.readString(file).strip()) : Optional.empty();
      } catch (IOException e) {
        throw new LedgerException(
            "the hold " + file + " cannot be read: " + e, "check the permissions of that folder");
      }
    }
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Tries for a moment: somebody who asks for the holder has the file for a moment, too. */
  private static boolean locks(FileChannel channel) throws IOException {
    for (int attempt = 1; channel.tryLock() == null; attempt++) {
      if (attempt == ATTEMPTS) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
    return true;
  }

  @Override
  public void close() {
    synchronized (HOLDERS) {
      try {
        channel.close();
      } catch (IOException e) {
        // the lock goes with the process at the latest
      }
      HOLDERS.remove(key);
    }
  }

  /** Somebody else has the hold. */
  public static final class HeldException extends Exception {
    private final String holder;

    HeldException(String holder) {
      super("held by " + holder);
      this.holder = holder;
    }

    /** Who has it, as far as they have said yet. */
    public String holder() {
      return holder;
    }
  }
}
