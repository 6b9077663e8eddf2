package io.github.immutable.load;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** What a server sends on one connection, read no longer than until a deadline. */
final class Incoming {
  static final int LINE_LIMIT = 16 * 1024;

  private final Socket socket;
  private final byte[] buffer = new byte[LINE_LIMIT];
  private int position;
  private int limit;
  private long deadline;
  private boolean answerBegan;

  Incoming(Socket socket) {
    this.socket = socket;
  }

  /** Starts the time of the next answer; {@code deadline} is one of {@link System#nanoTime}. */
  void expectAnswerBefore(long deadline) {
    this.deadline = deadline;
    answerBegan = false;
  }

  boolean answerBegan() {
    return answerBegan;
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int filled = 0; filled < count; ) {
      fillIfEmpty();
      int part = Math.min(count - filled, limit - position);
      System.arraycopy(buffer, position, bytes, filled, part);
      position += part;
      filled += part;
    }
    return bytes;
  }

  String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = next(); next != '\n'; next = next()) {
      line.append((char) next);
      if (line.length() > LINE_LIMIT) {
        throw new NumberFormatException("a header line of more than " + LINE_LIMIT + " bytes");
      }
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  int next() throws IOException {
    fillIfEmpty();
    return buffer[position++] & 0xff;
  }

  private void fillIfEmpty() throws IOException {
    if (position < limit) {
      return;
    }
    // The limit is for the whole answer: a server that sends a byte a second must not live by it.
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) left);
    int count = socket.getInputStream().read(buffer);
    if (count < 0) {
      throw new Ended();
    }
    answerBegan = true;
    position = 0;
    limit = count;
  }

  /** The server has closed the connection. */
  static final class Ended extends IOException {
    private static final long serialVersionUID = 1;

    Ended() {
      super("the connection was closed");
    }
  }
}
