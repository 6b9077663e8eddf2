package io.github.immutable.traffic;

import io.github.immutable.servers.HttpProbe;
import io.github.immutable.servers.Slot;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The front door as a client sees it. Connections are opened before a switch and asked again after
 * it, because those are the ones that a balancer may leave on the old side.
 */
public final class FrontDoor implements Closeable {
  private static final Map<String, String> HEADERS = Map.of("x-immutable-probe", "1");
  private static final String SLOT_HEADER = "x-immutable-slot";
  private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(5);
  private static final Duration PAUSE_AFTER_MISS = Duration.ofMillis(100);

  private final URI address;
  private final String path;
  private final boolean labelled;
  private final List<HttpProbe> kept = new ArrayList<>();

  private FrontDoor(URI address, String path, boolean labelled) {
    this.address = address;
    this.path = path;
    this.labelled = labelled;
  }

  /**
   * Opens connections and sends one request over each, so that they are real to the balancer. What
   * is answered does not matter yet: before a first release it is a refusal. Where nothing is
   * answered, none are kept: a live version that hangs may be why the traffic is to be switched.
   *
   * @param path what is asked for, for example {@code /health}
   * @param connections how many to keep
   * @param labelled whether the balancer says in each answer which slot it is from, so that one
   *     that does not say it is none
   * @throws TrafficException when the balancer takes no connection
   */
  public static FrontDoor open(URI address, String path, int connections, boolean labelled)
      throws TrafficException {
    FrontDoor door = new FrontDoor(address, path, labelled);
    for (int i = 0; i < connections; i++) {
      if (!door.keepOneMore()) {
        return door;
      }
    }
    return door;
  }

  private boolean keepOneMore() throws TrafficException {
    HttpProbe probe;
    try {
      probe = HttpProbe.connect(address, LONGEST_EXCHANGE);
    } catch (IOException e) {
      close();
      throw new TrafficException(
          "the front door does not answer: " + e.getMessage(),
          "see that the balancer runs and listens on " + address);
    }
    try {
      ask(probe, LONGEST_EXCHANGE);
      kept.add(probe);
      return true;
    } catch (IOException e) {
      // a failed exchange has closed its connection
      return false;
    }
  }

  /** How many connections are open. */
  public int kept() {
    return (int) kept.stream().filter(HttpProbe::isOpen).count();
  }

  /**
   * Asks over every kept connection and over as many fresh ones, by turns, until every kept one and
   * at least so many in a row answered from the slot and as they must. One answer from the other
   * slot ends it; anything else that is wrong starts the count again.
   *
   * @param problem what is wrong with an answer, if anything
   * @param within after which it gives up
   * @return why the switch is not confirmed; empty when it is
   */
  public Optional<String> confirm(
      Slot slot,
      Function<HttpProbe.Answer, Optional<String>> problem,
      int answersInARow,
      Duration within)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    int enough = Math.max(answersInARow, 2 * kept.size());
    Optional<String> reason = Optional.of("no time to ask");
    int row = 0;
    while (row < enough) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return reason;
      }
      Duration longest = left.compareTo(LONGEST_EXCHANGE) < 0 ? left : LONGEST_EXCHANGE;
      Optional<String> wrong = turn(row, slot, problem, longest);
      if (wrong.isEmpty()) {
        row++;
        reason = Optional.of("only " + row + " of " + enough + " answers in a row in time");
      } else if (wrong.equals(fromOther(slot))) {
        return wrong;
      } else {
        row = 0;
        reason = wrong;
        Thread.sleep(PAUSE_AFTER_MISS);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    kept.forEach(HttpProbe::close);
  }

  private Optional<String> turn(
      int number,
      Slot slot,
      Function<HttpProbe.Answer, Optional<String>> problem,
      Duration within) {
    try {
      if (number % 2 == 0 && !kept.isEmpty()) {
        return wrong(overKept(number / 2 % kept.size(), within), slot, problem);
      }
      try (HttpProbe fresh = HttpProbe.connect(address, within)) {
        return wrong(ask(fresh, within), slot, problem);
      }
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private Optional<String> wrong(
      HttpProbe.Answer answer, Slot slot, Function<HttpProbe.Answer, Optional<String>> problem) {
    Optional<String> from = answer.header(SLOT_HEADER);
    if (from.isEmpty() && !labelled) {
      return problem.apply(answer);
    }
    if (from.isEmpty()) {
      return Optional.of("answered " + answer.status() + " without " + SLOT_HEADER);
    }
    return from.get().equals(slot.other().label())
        ? fromOther(slot)
        : from.get().equals(slot.label())
            ? problem.apply(answer)
            : Optional.of("answered " + answer.status() + " from " + from.get());
  }

  private static Optional<String> fromOther(Slot slot) {
    return Optional.of("answered from " + slot.other() + ", not " + slot);
  }

  /** A connection closed while it was idle is reopened, as any client would; once. */
  private HttpProbe.Answer overKept(int index, Duration within) throws IOException {
    HttpProbe probe = kept.get(index);
    if (probe.isOpen()) {
      try {
        return ask(probe, within);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        // Closed by the other side while idle.
      }
    }
    HttpProbe reopened = HttpProbe.connect(address, within);
    kept.set(index, reopened);
    return ask(reopened, within);
  }

  private HttpProbe.Answer ask(HttpProbe probe, Duration within) throws IOException {
    return probe.exchange("GET", path, HEADERS, within);
  }
}
