package io.github.immutable.load;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * Keeps HTTP requests coming over kept connections at a steady rate, and counts each one that is
 * lost.
 *
 * <p>It never sends a request twice and never looks whether a kept connection has gone before it
 * uses it: a client that did either would hide exactly the losses that a release must not cause. It
 * needs nothing but the JDK, so that a script can compile and run it too: {@link LoadCommand}.
 */
public final class Load implements AutoCloseable {

  /**
   * What to send and what to expect of the answers.
   *
   * @param url the page that the GETs ask for; plain http
   * @param connections how many kept connections share the rate
   * @param rate requests a second over all connections
   * @param echo a path that answers a POST with the body it was sent; empty sends GETs alone
   * @param expected what every page must contain; empty accepts any page
   * @param tagHeader a response header that says who answered
   * @param tagPattern a regular expression whose first group, found in a page without that header,
   *     says which version answered; empty looks at the header alone
   * @param timeout how long a request may take before it counts as lost
   */
  public record Options(
      URI url,
      int connections,
      double rate,
      String echo,
      String expected,
      String tagHeader,
      String tagPattern,
      Duration timeout) {

    public Options {
      if (!"http".equals(url.getScheme()) || url.getHost() == null) {
        throw new IllegalArgumentException(
            "expected a URL like http://127.0.0.1:8080/, got " + url);
      }
      if (connections < 1 || !(rate > 0)) {
        throw new IllegalArgumentException("connections and rate must be more than 0");
      }
    }

    public static Options of(String url) {
      return new Options(URI.create(url), 64, 600, "", "", "X-Image", "", Duration.ofSeconds(5));
    }

    public Options withConnections(int connections) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withRate(double rate) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withEcho(String echo) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withExpected(String expected) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withTagHeader(String tagHeader) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withTagPattern(String tagPattern) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }

    public Options withTimeout(Duration timeout) {
      return new Options(url, connections, rate, echo, expected, tagHeader, tagPattern, timeout);
    }
  }

  /**
   * One lost request.
   *
   * @param sent when it was sent, or tried to be
   * @param reason a short name, the same for all losses of a kind
   * @param detail what exactly was seen
   * @param server who answered, as far as the answer said so; else empty
   * @param answeredBefore answers that its connection had carried; 0 is a new connection
   */
  public record Loss(
      Instant sent,
      String method,
      String reason,
      String detail,
      String server,
      long answeredBefore) {}

  /**
   * The good answers that carried one tag.
   *
   * @param first when the first request that it answered was sent
   * @param last when the last request that it answered was sent, so that {@code last} before a
   *     switch means that no request sent after the switch went there
   */
  public record Sighting(String tag, long answers, Instant first, Instant last) {}

  /**
   * The count up to one moment; {@code sent - ok - lost} requests are on their way.
   *
   * @param skipped requests that were never sent because a connection had fallen too far behind
   * @param losses the first of the lost requests, at most {@value Tally#LOSSES_KEPT}
   */
  public record Snapshot(
      long sent,
      long ok,
      long lost,
      Map<String, Long> reasons,
      long gets,
      long posts,
      long skipped,
      long connects,
      Duration elapsed,
      double p50Millis,
      double p99Millis,
      double maxMillis,
      List<Sighting> sightings,
      List<Loss> losses) {

    public double rate() {
      return sent / Math.max(0.001, elapsed.toNanos() / 1e9);
    }

    /**
     * The tags that answered requests sent at that moment or later, the most recently begun last.
     */
    public List<String> tagsSince(Instant moment) {
      return sightings.stream().filter(s -> !s.last().isBefore(moment)).map(Sighting::tag).toList();
    }
  }

  private final Tally tally = new Tally();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  private Load() {}

  public static Load start(Options options) {
    Load load = new Load();
    long began = System.nanoTime();
    for (int index = 0; index < options.connections(); index++) {
      long due = began + (long) (index * 1e9 / options.rate());
      Client client = new Client(options, load.tally, load.stopping, index, due);
      load.threads.add(Thread.ofVirtual().name("load-" + index).start(client));
    }
    return load;
  }

  public Snapshot snapshot() {
    return tally.snapshot();
  }

  /** Waits until the count satisfies a condition; false when the time is up first. */
  public boolean await(Predicate<Snapshot> condition, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.test(snapshot())) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  /** Sends nothing more and waits for the answers that are still on their way: none is cut off. */
  @Override
  public void close() {
    stopping.countDown();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    tally.end();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
