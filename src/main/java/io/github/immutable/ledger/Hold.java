package io.github.immutable.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  private final FileChannel channel;

  private Hold(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the hold.
   *
   * @param file is made when absent, and says who holds
   * @param holder one line: who, where, doing what
   * @throws HeldException when another process has it
   */
  public static Hold take(Path file, String holder) throws LedgerException, HeldException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locks(channel)) {
        channel.close();
        throw new HeldException(Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
      return new Hold(channel);
    } catch (IOException e) {
      throw new LedgerException(
          "the hold " + file + " cannot be taken: " + e,
          "check the permissions of that folder and the free space");
    }
  }

  /**
   * Who holds the pipeline at this moment, as far as they have said.
   *
   * @return empty when nobody does
   */
  public static Optional<String> holder(Path file) throws LedgerException {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        FileLock looked = channel.tryLock(0, Long.MAX_VALUE, true);
        return looked == null ? Optional.of(Files.readString(file).strip()) : Optional.empty();
      } catch (OverlappingFileLockException e) {
        return Optional.of(Files.readString(file).strip());
      }
    } catch (IOException e) {
      throw new LedgerException(
          "the hold " + file + " cannot be read: " + e, "check the permissions of that folder");
    }
  }

  /** Tries for a moment: somebody who asks for the holder has the file for a moment, too. */
  private static boolean locks(FileChannel channel) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        if (channel.tryLock() != null) {
          return true;
        }
      } catch (OverlappingFileLockException e) {
        return false;
      }
      if (attempt == ATTEMPTS) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the lock goes with the process at the latest
    }
  }

  /** Another process has the hold. */
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
