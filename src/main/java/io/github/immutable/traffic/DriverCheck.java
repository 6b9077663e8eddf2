package io.github.immutable.traffic;

import io.github.immutable.servers.HttpProbe;
import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a driver holds to what {@code docs/traffic.md} asks of one, tried out on a balancer that
 * serves nobody. It leaves the traffic with nobody.
 *
 * @param attached whether servers are made known to the balancer by the driver; where a root of
 *     their own does it, nothing is asked at the front door
 * @param told is handed each step as it ends
 */
public record DriverCheck(
    TrafficSwitch traffic,
    URI door,
    int answers,
    Duration within,
    boolean attached,
    Consumer<Step> told) {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int BEFORE_AND_AFTER = 100;

  /**
   * What was tried.
   *
   * @param problem why it failed, if it did
   * @param remedy what to change then
   */
  public record Step(String name, @Nullable String problem, String remedy) {
    /** Whether the driver did as it must. */
    public boolean passed() {
      return problem == null;
    }
  }

  /** How it went. */
  public enum Ending {
    CONFORMS,
    /** Nobody has the traffic, as before. */
    FAILS,
    /** What was tried could not be undone. */
    STUCK
  }

  private interface Act {
    void perform() throws TrafficException, InterruptedException;
  }

  /**
   * Goes through all of it, up to the first step that fails.
   *
   * @param address of this machine, under which the balancer reaches it
   * @return whether everything is as it must be, and whether nothing of it is left
   * @throws IOException when no server can be started under that address
   */
  public Ending run(String address) throws IOException, InterruptedException {
    try (StandIn blue = new StandIn(Slot.BLUE, address);
        StandIn green = new StandIn(Slot.GREEN, address)) {
      boolean passed = attached ? withServers(blue, green) : withoutServers();
      boolean left = leave();
      return !left ? Ending.STUCK : passed ? Ending.CONFORMS : Ending.FAILS;
    }
  }

  private boolean withServers(StandIn blue, StandIn green) throws InterruptedException {
    return step("register blue", () -> traffic.register(Slot.BLUE, List.of(blue.server())))
        && step("register blue again", () -> traffic.register(Slot.BLUE, List.of(blue.server())))
        && step("registered servers have no traffic", () -> serves(Optional.empty()))
        && step("switch blue", () -> traffic.switchTo(Slot.BLUE))
        && step("the front door answers from blue", () -> answersFrom(Slot.BLUE))
        && step("register green", () -> traffic.register(Slot.GREEN, List.of(green.server())))
        && step("the traffic stays with blue", () -> staysWith(Slot.BLUE))
        && step("switch green under load", this::switchUnderLoad)
        && step("switch green again", () -> traffic.switchTo(Slot.GREEN))
        && step("the front door answers from green alone", () -> staysWith(Slot.GREEN))
        && step("register green again", () -> traffic.register(Slot.GREEN, List.of(green.server())))
        && step("the traffic stays with green", () -> staysWith(Slot.GREEN))
        && step("unregister blue", () -> traffic.unregister(Slot.BLUE))
        && step("unregister blue again", () -> traffic.unregister(Slot.BLUE))
        && step("green is served without blue", () -> staysWith(Slot.GREEN))
        && step("switch none", traffic::switchOff)
        && step("the front door answers from nobody", this::answersFromNobody);
  }

  private boolean withoutServers() throws InterruptedException {
    return step("switch blue", () -> traffic.switchTo(Slot.BLUE))
        && step("switch blue again", () -> traffic.switchTo(Slot.BLUE))
        && step("show says blue", () -> serves(Optional.of(Slot.BLUE)))
        && step("switch green", () -> traffic.switchTo(Slot.GREEN))
        && step("show says green", () -> serves(Optional.of(Slot.GREEN)))
        && step("switch none", traffic::switchOff)
        && step("show says none", () -> serves(Optional.empty()));
  }

  /** Also after a step that failed, and twice, as whoever resumes may ask twice. */
  private boolean leave() throws InterruptedException {
    boolean off = step("leave the traffic with nobody", traffic::switchOff);
    boolean blue = step("leave blue without servers", () -> traffic.unregister(Slot.BLUE));
    boolean green = step("leave green without servers", () -> traffic.unregister(Slot.GREEN));
    return off && blue && green;
  }

  private boolean step(String name, Act act) throws InterruptedException {
    Step step;
    try {
      act.perform();
      step = new Step(name, null, "");
    } catch (TrafficException e) {
      step = new Step(name, String.valueOf(e.getMessage()), e.remedy());
    }
    told.accept(step);
    return step.passed();
  }

  private void serves(Optional<Slot> slot) throws TrafficException, InterruptedException {
    Optional<Slot> now = traffic.active();
    if (!now.equals(slot)) {
      throw new TrafficException(
          "`show` says " + BalancerView.name(now) + ", not " + BalancerView.name(slot),
          "let nothing but `switch` move the traffic, and `show` ask the balancer itself");
    }
  }

  private void staysWith(Slot slot) throws TrafficException, InterruptedException {
    serves(Optional.of(slot));
    for (int i = 0; i < answers; i++) {
      Optional<String> wrong = wrong(slot);
      if (wrong.isPresent()) {
        throw new TrafficException(
            "answer " + (i + 1) + " at the front door " + wrong.get(),
            "let `switch` end when all new requests go to the slot, and nothing else move them");
      }
    }
  }

  /** A balancer may find out for itself first that a new server is well. */
  private void answersFrom(Slot slot) throws TrafficException, InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    int row = 0;
    Optional<String> wrong = Optional.of("was not waited for");
    while (row < answers) {
      if (System.nanoTime() > end) {
        throw new TrafficException(
            "no %d answers in a row from %s in time; the last one %s"
                .formatted(answers, slot, wrong.orElse("was")),
            "see that the balancer reaches this machine under --address, and that confirm.within"
                + " is long enough for its own health checks");
      }
      wrong = wrong(slot);
      row = wrong.isEmpty() ? row + 1 : 0;
      if (wrong.isPresent()) {
        Thread.sleep(PAUSE);
      }
    }
  }

  private void switchUnderLoad() throws TrafficException, InterruptedException {
    Askers askers = new Askers(door, path());
    try (askers) {
      askers.askMore(BEFORE_AND_AFTER, within);
      traffic.switchTo(Slot.GREEN);
      answersFrom(Slot.GREEN);
      askers.askMore(BEFORE_AND_AFTER, within);
    }
    if (askers.lost() > 0 && traffic.lossless()) {
      throw new TrafficException(
          "%d of %d requests were lost, and the pipeline file says `lossless: true`"
              .formatted(askers.lost(), askers.asked()),
          "keep the old servers known while their requests end, or say `lossless: false`");
    }
    told.accept(
        new Step(
            "%d of %d requests lost at the switch".formatted(askers.lost(), askers.asked()),
            null,
            ""));
  }

  private void answersFromNobody() throws TrafficException, InterruptedException {
    serves(Optional.empty());
    for (Slot slot : Slot.values()) {
      if (wrong(slot).isEmpty()) {
        throw new TrafficException(
            "the front door still answers from " + slot,
            "let `switch none` end when no request reaches a server of either slot");
      }
    }
  }

  private Optional<String> wrong(Slot slot) {
    try (HttpProbe probe = HttpProbe.connect(door, LONGEST)) {
      HttpProbe.Answer answer = probe.exchange("GET", path(), Map.of(), LONGEST);
      if (StandIn.isFrom(slot, answer)) {
        return Optional.empty();
      }
      return Optional.of(
          StandIn.isFrom(slot.other(), answer)
              ? "came from " + slot.other()
              : "was a " + answer.status() + " of somebody else's");
    } catch (IOException e) {
      return Optional.of("did not come: " + e.getMessage());
    }
  }

  private String path() {
    String path = door.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }
}
