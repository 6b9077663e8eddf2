package io.github.immutable.kill;

import static io.github.immutable.kill.EstateSite.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.tool.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is stopped past its lease, with SIGSTOP, and another takes the pipeline over. Of
 * all points between acts, every eighth: {@code -Dstop.every=1} runs them all.
 */
@Timeout(900)
class StoppedAnywhereTest {
  private static final int EVERY = Integer.getInteger("stop.every", 8);
  private static final Scenario SCENARIO = Scenario.all().get(1);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // JUnit sees to it
  private Lane lane;

  @SuppressWarnings("NullAway.Init") // JUnit sees to it
  private Victims victims;

  @BeforeEach
  void archive() throws Exception {
    lane = new Lane();
    victims = new Victims(folder);
    Estate estate = prepared("archive");
    assertThat(victims.liveAndArchive(estate, SCENARIO.typed())).startsWith("exit 0 ");
  }

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void promise_5_stopped_between_acts_and_overtaken_it_does_nothing_more() throws Exception {
    List<String> points = points();
    int between = 0;
    int stopped = 0;
    int told = 0;
    for (int n = 1; n <= points.size(); n++) {
      if (!isBetweenActs(points.get(n - 1)) || ++between % EVERY != 0) {
        continue;
      }
      stopped++;
      Estate estate = prepared("stopped-" + n);
      try (Asleep asleep = victims.stop(estate, n, SCENARIO.typed())) {
        assertThat(asleep.point()).isEqualTo(points.get(n - 1));
        betweenBeats(asleep, estate);
        awaitEndOfLease(estate);
        assertThat(recover(estate)).as("resume after %s", asleep.point()).isZero();
        List<String> before = everything(estate);
        asleep.wake();
        String end = asleep.end();
        assertThat(everything(estate)).as("after %s: %s", asleep.point(), end).isEqualTo(before);
        told += end.startsWith("halt the hold of local was lost to ") ? 1 : 0;
      }
    }
    System.out.printf(
        "stopped past its lease: points between acts %d, stopped at %d, told of it %d, further acts 0%n",
        between, stopped, told);
    assertThat(stopped).isPositive();
    assertThat(told).isGreaterThanOrEqualTo(stopped - 1);
  }

  @Test
  void promise_5_stopped_inside_an_apply_it_is_waited_for() throws Exception {
    List<String> points = points();
    int point = points.indexOf("before terraform-green-apply") + 1;
    assertThat(point).as("%s", points).isPositive();
    Estate estate = prepared("inside");
    Gate gate = Gate.open();
    try (Asleep asleep = victims.stop(estate, point, SCENARIO.typed());
        EstateSite other = new EstateSite(estate, gate);
        ExecutorService winner = Executors.newVirtualThreadPerTaskExecutor()) {
      betweenBeats(asleep, estate);
      awaitEndOfLease(estate);
      Future<Integer> resumed = winner.submit(() -> other.run(List.of("resume")).exitCode());
      Waiting.until("another waits for the apply", gate::waited);
      assertThat(holder(estate)).startsWith("resume, ");
      assertThat(resumed.isDone()).isFalse();
      assertThat(estate.look().machines).as("no second apply was begun").hasSize(2);

      asleep.wake();
      assertThat(asleep.end()).startsWith("halt the hold of local was lost to resume, ");
      assertThat(resumed.get()).isZero();
    }
    assertThat(estate.look().violations).isEmpty();
    new Recovery(estate, SCENARIO, new Tally()).isWhole("v2", "resume");
    System.out.println("stopped inside an apply: the winner waited, 0 second applies beside it");
  }

  /** Elsewhere an act or a write has begun, and whoever comes next waits for its lock. */
  private static boolean isBetweenActs(String point) {
    boolean held = !point.equals("before taking the hold") && !point.endsWith("opening the ledger");
    boolean tool = point.matches("(before|after) (packer|terraform)-.*");
    boolean amidWrite = point.contains("ledger slot ");
    return held
        && !tool
        && !amidWrite
        && (point.startsWith("after ") || point.startsWith("before ledger "));
  }

  private Estate prepared(String name) throws Exception {
    Estate estate = new Estate(folder.resolve(name));
    SCENARIO.prepare(estate, lane);
    return estate;
  }

  private List<String> points() throws Exception {
    Gate gate = Gate.open();
    try (EstateSite site = new EstateSite(prepared("whole"), gate)) {
      assertThat(site.run(SCENARIO.typed()).exitCode()).isZero();
    }
    return gate.passed();
  }

  private static int recover(Estate estate) throws Exception {
    try (EstateSite site = new EstateSite(estate, Gate.open())) {
      return site.run(List.of("resume")).exitCode();
    }
  }

  /**
   * A sign of life is a write as well. Stopped in the middle of one it keeps SQLite's file locked,
   * and nobody can take anything over before it goes on or is killed: then it is stopped anew.
   */
  private static void betweenBeats(Asleep asleep, Estate estate) throws Exception {
    Waiting.until(
        "it was stopped between two signs of life",
        () -> {
          boolean writing = isLocked(estate);
          if (writing) {
            asleep.signal("CONT");
            Waiting.until("the sign of life is given", () -> !isLocked(estate));
            asleep.signal("STOP");
          }
          return !writing;
        });
  }

  private static boolean isLocked(Estate estate) throws SQLException {
    String file = "jdbc:sqlite:" + estate.root().resolve(".immutable/ledger.db");
    try (Connection connection = DriverManager.getConnection(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("ROLLBACK");
      return false;
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("SQLITE_BUSY")) {
        return true;
      }
      throw e;
    }
  }

  private static void awaitEndOfLease(Estate estate) throws Exception {
    Waiting.until("the lease has run out", () -> holder(estate).isEmpty());
  }

  private static String holder(Estate estate) {
    try (Ledger ledger = Ledger.look(estate.root().resolve(".immutable/ledger.db"))) {
      return ledger.held(PIPELINE).map(its -> its.holder().who()).orElse("");
    } catch (LedgerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The world, and all records. */
  private static List<String> everything(Estate estate) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Files.readString(estate.folder().resolve("world.json")));
    try (Ledger ledger = Ledger.look(estate.root().resolve(".immutable/ledger.db"))) {
      for (var release : ledger.releases(PIPELINE)) {
        all.add(release.toString());
        all.add(ledger.stages(release.id()).toString());
        all.add(ledger.tools(release.id()).toString());
      }
      all.add(ledger.active(PIPELINE).toString());
      all.add(ledger.images().toString());
    }
    return all;
  }
}
