package io.github.immutable.traffic;

import io.github.immutable.servers.Deadline;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * HAProxy's command line on a UNIX socket: one command, one answer, one connection (HAProxy 2.6
 * management guide, section 9.3). Every command we send may be sent twice, so a socket that refuses
 * or says nothing, as it does for a moment during a reload, is asked again for a while.
 */
final class HaproxySocket {
  private static final int LONGEST_ANSWER = 16 << 20;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path path;
  private final Duration within;

  /**
   * @param within how long one command may take, attempts and pauses included
   */
  HaproxySocket(Path path, Duration within) {
    this.path = path;
    this.within = within;
  }

  /** What HAProxy printed, without the blank lines around it. */
  String ask(String command) throws TrafficException, InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      String problem;
      try {
        String answer = attempt(command, left);
        if (!answer.isEmpty()) {
          return answer.strip();
        }
        problem = "it closed the connection without a word";
      } catch (IOException e) {
        problem = e.getMessage() == null ? e.toString() : e.getMessage();
      }
      if (left.compareTo(PAUSE) < 0) {
        throw new TrafficException(
            "HAProxy did not answer on "
                + path
                + " within "
                + within.toSeconds()
                + " s: "
                + problem,
            "see that HAProxy runs and that this user may write to " + path);
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Whether there is such a file. One that was killed leaves it. */
  boolean exists() {
    return Files.exists(path);
  }

  /** Whether anything answers there at this moment. */
  boolean answers() throws InterruptedException {
    try {
      new HaproxySocket(path, Duration.ofMillis(500)).ask("help");
      return true;
    } catch (TrafficException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /**
   * Sends a command that may end the connection instead of answering, and must not be sent twice.
   */
  void tell(String command) throws TrafficException {
    try {
      attempt(command, within);
    } catch (ClosedChannelException e) {
      // It was heard, and there is nothing to read.
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy did not take `" + command + "` on " + path + ": " + e.getMessage(),
          "see that HAProxy runs and that this user may write to " + path);
    }
  }

  private String attempt(String command, Duration left) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Deadline deadline = Deadline.closing(channel, left)) {
      try {
        return exchange(channel, command, path);
      } catch (ClosedChannelException e) {
        throw deadline.hasPassed() ? new IOException("no answer in time", e) : e;
      }
    }
  }

  private static String exchange(SocketChannel channel, String command, Path path)
      throws IOException {
    channel.connect(UnixDomainSocketAddress.of(path));
    ByteBuffer bytes = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    // The master's socket, unlike a worker's, keeps the connection until its end is seen.
    channel.shutdownOutput();
    byte[] read = Channels.newInputStream(channel).readNBytes(LONGEST_ANSWER + 1);
    if (read.length > LONGEST_ANSWER) {
      throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
    }
    return new String(read, StandardCharsets.UTF_8);
  }
}
