package io.github.immutable.load;

import io.github.immutable.load.Load.Loss;
import io.github.immutable.load.Load.Options;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection's turn of requests. */
final class Client implements Runnable {
  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Options options;
  private final Tally tally;
  private final CountDownLatch stopping;
  private final int index;
  private final long interval;
  private final Pattern tagPattern;
  private final SplittableRandom random = new SplittableRandom();
  private final Connection connection;
  private long due;

  Client(Options options, Tally tally, CountDownLatch stopping, int index, long firstDue) {
    this.options = options;
    this.tally = tally;
    this.stopping = stopping;
    this.index = index;
    this.interval = (long) (options.connections() * 1e9 / options.rate());
    this.tagPattern = Pattern.compile(options.tagPattern());
    this.connection = new Connection(options);
    this.due = firstDue;
  }

  @Override
  public void run() {
    try {
      for (long number = index; !stoppedBefore(due); number++) {
        boolean post = !options.echo().isEmpty() && number % 4 == 3;
        request(post ? "POST" : "GET", post ? randomBody() : new byte[0]);
        due += interval;
        // Without a bound, one long stall would be followed by a burst that no real users send.
        long behind = System.nanoTime() - due - CATCH_UP_NANOS;
        if (behind > 0) {
          long skipped = behind / interval + 1;
          due += skipped * interval;
          tally.skipped(skipped);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.close();
    }
  }

  private boolean stoppedBefore(long moment) throws InterruptedException {
    return stopping.await(Math.max(0, moment - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private byte[] randomBody() {
    byte[] body = new byte[random.nextInt(1024, 4096 + 1)];
    random.nextBytes(body);
    return body;
  }

  private void request(String method, byte[] body) {
    Instant sent = Instant.now();
    long answeredBefore = connection.answered();
    tally.sent(method);
    try {
      if (connection.openIfNeeded()) {
        tally.connected();
      }
      Answer answer = connection.exchange(method, body);
      check(method, body, answer);
      // From when it was due: a client held up by a slow answer must not hide the wait it caused.
      tally.ok(System.nanoTime() - due, tag(method, answer), sent);
    } catch (Lost lost) {
      connection.close();
      tally.lost(new Loss(sent, method, lost.reason, lost.detail, lost.server, answeredBefore));
    }
  }

  private void check(String method, byte[] body, Answer answer) throws Lost {
    if (answer.status() < 200 || answer.status() > 299) {
      throw new Lost(
          "status " + answer.status(), answer.text(80), answer.server(options.tagHeader()));
    }
    boolean right =
        "POST".equals(method)
            ? Arrays.equals(body, answer.body())
            : answer.text(Integer.MAX_VALUE).contains(options.expected());
    if (!right) {
      String detail = answer.body().length + " bytes: " + answer.text(80);
      throw new Lost("wrong body", detail, answer.server(options.tagHeader()));
    }
  }

  private String tag(String method, Answer answer) {
    String header = answer.header(options.tagHeader());
    if (!header.isEmpty() || options.tagPattern().isEmpty() || "POST".equals(method)) {
      return header;
    }
    Matcher matcher = tagPattern.matcher(answer.text(Integer.MAX_VALUE));
    return matcher.find() ? matcher.group(Math.min(1, matcher.groupCount())) : "";
  }
}
