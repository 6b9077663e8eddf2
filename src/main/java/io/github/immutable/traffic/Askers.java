package io.github.immutable.traffic;

import io.github.immutable.servers.HttpProbe;
import io.github.immutable.servers.Slot;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A few clients that ask at the front door, one request after the other, until they are ended. */
final class Askers implements Closeable {
  private static final int CLIENTS = 4;
  private static final int EACH_CONNECTION = 10;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private final URI door;
  private final String path;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean ended;

  Askers(URI door, String path) {
    this.door = door;
    this.path = path;
    for (int i = 0; i < CLIENTS; i++) {
      clients.execute(this::ask);
    }
  }

  /** Until so many more have been answered or lost. */
  void askMore(int requests, Duration within) throws InterruptedException {
    int enough = asked.get() + requests;
    long end = System.nanoTime() + within.toNanos();
    while (asked.get() < enough && System.nanoTime() < end) {
      Thread.sleep(BETWEEN);
    }
  }

  int asked() {
    return asked.get();
  }

  /** Requests that were not answered by a server of either slot. */
  int lost() {
    return lost.get();
  }

  private void ask() {
    try {
      while (!ended) {
        askOverOneConnection();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askOverOneConnection() throws InterruptedException {
    try (HttpProbe probe = HttpProbe.connect(door, LONGEST)) {
      for (int i = 0; i < EACH_CONNECTION && !ended && probe.isOpen(); i++) {
        count(probe);
        Thread.sleep(BETWEEN);
      }
    } catch (IOException e) {
      lost.incrementAndGet();
      asked.incrementAndGet();
      Thread.sleep(BETWEEN);
    }
  }

  private void count(HttpProbe probe) throws IOException {
    HttpProbe.Answer answer = probe.exchange("GET", path, Map.of(), LONGEST);
    if (!StandIn.isFrom(Slot.BLUE, answer) && !StandIn.isFrom(Slot.GREEN, answer)) {
      lost.incrementAndGet();
    }
    asked.incrementAndGet();
  }

  /** Every request under way is answered, or lost, when this returns. */
  @Override
  public void close() {
    ended = true;
    clients.close();
  }
}
