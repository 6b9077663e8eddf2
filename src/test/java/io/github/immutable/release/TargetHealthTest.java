package io.github.immutable.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.pipeline.Health;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.Time;
import io.github.immutable.traffic.Target;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TargetHealthTest {
  private static final Server ONE = new Server("web-1", "10.0.0.1", 80, null);
  private static final Server TWO = new Server("web-2", "10.0.0.2", 80, null);

  private final Clock time = new Clock();
  private final Asked balancer = new Asked();
  private final TargetHealth health = health(Health.From.HERE);

  private TargetHealth health(Health.From from) {
    Health its =
        new Health(
            null,
            null,
            null,
            Health.Proof.NONE,
            from,
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(9),
            Duration.ofSeconds(1));
    return new TargetHealth(balancer, time, its);
  }

  @Test
  void it_says_what_the_balancer_says() throws Exception {
    assertThat(health.of(ONE)).hasValueSatisfying(its -> assertThat(its.passed()).isTrue());
    assertThat(health.of(TWO).orElseThrow())
        .isEqualTo(CheckResult.unhealthy("the balancer calls it unhealthy, timed out"));
    assertThat(health.of(new Server("web-1", "10.0.0.1", 81, null))).isEmpty();
  }

  @Test
  void many_servers_are_asked_about_at_once() throws Exception {
    for (int i = 0; i < 100; i++) {
      health.of(ONE);
      health.of(TWO);
    }
    assertThat(balancer.times).isEqualTo(1);

    time.sleep(Duration.ofSeconds(1));
    health.of(ONE);
    assertThat(balancer.times).isEqualTo(2);
  }

  @Test
  void a_balancer_that_cannot_be_asked_has_no_say_unless_it_is_all_that_is_asked()
      throws Exception {
    balancer.fails = true;

    assertThat(health.of(ONE)).isEmpty();
    assertThat(health(Health.From.BALANCER).of(ONE).orElseThrow())
        .isEqualTo(CheckResult.unhealthy("the balancer could not be asked: Request expired"));
  }

  /** Stands still while nobody sleeps. */
  private static final class Clock implements Time {
    private Duration elapsed = Duration.ZERO;

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(elapsed);
    }

    @Override
    public Duration elapsed() {
      return elapsed;
    }

    @Override
    public void sleep(Duration duration) {
      elapsed = elapsed.plus(duration);
    }
  }

  /** Sees one of two servers healthy. */
  private static final class Asked implements TrafficSwitch {
    private int times;
    private boolean fails;

    @Override
    public Optional<List<Target>> targets() throws TrafficException {
      times++;
      if (fails) {
        throw new TrafficException("Request expired", "ask again");
      }
      return Optional.of(
          List.of(
              new Target("10.0.0.1", 80, true, "healthy"),
              new Target("10.0.0.2", 80, false, "unhealthy, timed out")));
    }

    @Override
    public Optional<Slot> active() {
      return Optional.empty();
    }

    @Override
    public void register(Slot slot, List<Server> servers) {}

    @Override
    public void switchTo(Slot slot) {}

    @Override
    public void unregister(Slot slot) {}

    @Override
    public void switchOff() {}

    @Override
    public OptionalInt sessions(Slot slot) {
      return OptionalInt.empty();
    }

    @Override
    public boolean lossless() {
      return false;
    }
  }
}
