package io.github.immutable.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.LeaseState;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.PostgresServer;
import io.github.immutable.release.Halt;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.tool.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A team's database is stopped in the middle of a release, and started again later. Of all points,
 * every eighth: {@code -Dstop.every=1} runs them all.
 */
@Timeout(900)
class DatabaseLostTest {
  private static final int EVERY = Integer.getInteger("stop.every", 8);
  private static final Scenario SCENARIO = Scenario.all().get(1);

  /** The process that loses its database lives on here, and cannot give its lease up. */
  private static final Lease.Terms SHORT = Lease.Terms.of(Duration.ofSeconds(1));

  @TempDir Path folder;

  @Test
  void promise_4_without_its_database_a_release_stops_before_its_next_act_and_is_resumed()
      throws Exception {
    int points = 0;
    int lost = 0;
    try (PostgresServer server = PostgresServer.start();
        Lane lane = new Lane()) {
      List<String> passed = points(server, lane);
      for (int n = EVERY; n <= passed.size(); n += EVERY) {
        String point = passed.get(n - 1);
        points++;
        Estate estate = prepared(server, lane, "estate-" + n);
        if (release(server, estate, n, point)) {
          lost++;
        }
        server.startAgain();
        Waiting.until("the lease has run out", () -> holder(estate).isEmpty());
        new Recovery(estate, SCENARIO, new Tally()).inThisProcess("resume");
        new Recovery(estate, SCENARIO, new Tally()).isWhole("v2", "resume");
      }
      System.out.printf(
          "database lost: points %d, stopped at %d, releases cut short and resumed %d, further acts 0%n",
          passed.size(), points, lost);
    }
    assertThat(points).isPositive();
    assertThat(lost).isGreaterThanOrEqualTo(points - 1);
  }

  /** Whether the release has noticed. */
  private static boolean release(PostgresServer server, Estate estate, int n, String point)
      throws Exception {
    List<String> after = new ArrayList<>();
    Gate gate =
        new Gate(
            n,
            () -> {
              stop(server);
              after.add("");
            });
    Throwable end;
    try (EstateSite site = new EstateSite(estate, gate, SHORT)) {
      end = catchThrowable(() -> site.run(SCENARIO.typed()));
    }
    assertThat(after).as("it came to %s", point).isNotEmpty();
    List<String> passed = gate.passed();
    assertThat(passed.subList(n, passed.size()))
        .as("what it did without its database, from %s on", point)
        .noneMatch(its -> its.startsWith("before ") && !its.startsWith("before ledger "));
    if (end == null) {
      return false;
    }
    LedgerException why = end instanceof Halt halt ? halt.why() : (LedgerException) end;
    LedgerException resume = refusal(estate);
    assertThat(why).as("after %s", point).hasMessage(resume.getMessage());
    assertThat(why.getMessage()).contains("does not answer: ");
    assertThat(why.remedy()).isEqualTo(resume.remedy()).contains("then: immutable resume");
    return true;
  }

  private static Optional<LeaseState> holder(Estate estate) throws LedgerException {
    try (EstateSite site = new EstateSite(estate, Gate.open())) {
      return site.ledger().held(EstateSite.PIPELINE);
    }
  }

  private static LedgerException refusal(Estate estate) throws ReleaseFailure {
    try (EstateSite site = new EstateSite(estate, Gate.open())) {
      throw new AssertionError("the database answers " + site.ledger().images());
    } catch (LedgerException e) {
      return e;
    }
  }

  private static void stop(PostgresServer server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> points(PostgresServer server, Lane lane) throws Exception {
    Gate gate = Gate.open();
    try (EstateSite site = new EstateSite(prepared(server, lane, "whole"), gate)) {
      assertThat(site.run(SCENARIO.typed()).exitCode()).isZero();
    }
    return gate.passed();
  }

  private Estate prepared(PostgresServer server, Lane lane, String name) throws Exception {
    Estate estate = new Estate(folder.resolve(name));
    estate.keepLedgerAt(server.database());
    SCENARIO.prepare(estate, lane);
    return estate;
  }
}
