package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A ledger whose records somebody has been at, in the middle of things: no command gets so far as
 * to act, and once the ledger is restored from a backup, it goes on as if nothing had been.
 */
class DamagedLedgerTest extends Scenarios {
  private static final Map<String, String> ALTERATIONS =
      Map.of(
          "body altered", "UPDATE record SET body = body || ' '",
          "given another key", "UPDATE record SET id = id || ' of another'",
          "deleted", "DELETE FROM record");

  @Test
  void promise_4_altered_records_are_not_acted_on_while_a_standby_stands() throws Exception {
    World world = given().standby(Duration.ofMinutes(10)).liveServers("v1", "v2").world();

    attack("v2 live and v1 as its standby", world)
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"after terraform-green-apply", "after switch", "begin soak"})
  void promise_4_altered_records_are_not_acted_on_when_a_release_is_resumed(String step)
      throws Exception {
    attack("v2 killed " + step, killed(step)).whenResuming().thenExitCode(0).thenLive("v2", GREEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"after terraform-green-apply", "after switch"})
  void promise_4_altered_records_are_not_acted_on_when_a_release_is_aborted(String step)
      throws Exception {
    attack("v2 killed " + step, killed(step)).whenAborting().thenExitCode(0).thenLive("v1", BLUE);
  }

  private World killed(String step) {
    Then killed = given().liveServers("v1").killedAt(step).whenReleasing("v2");
    return killed.thenExitCode(Then.KILLED).world();
  }

  private static Given attack(String scene, World world) throws Exception {
    List<String> records = records(world);
    byte[] backup = closed(world);
    int tools = world.tools.count();
    int steps = world.cut.count();
    int refused = 0;
    for (String record : records) {
      for (Map.Entry<String, String> alteration : ALTERATIONS.entrySet()) {
        // names are of this tool's own making, and have no quotes
        run(world, alteration.getValue() + " WHERE kind || ' ' || id = '" + record + "'");
        assertThatThrownBy(
                () -> {
                  world.restart();
                  new Given(world).whenReleasing("v2");
                })
            .as("%s %s", record, alteration.getKey())
            .hasCauseInstanceOf(LedgerException.class);
        restore(world, backup);
        refused++;
      }
    }
    System.out.printf(
        "ledger with %s: %d records, each altered in %d ways: %d refused; acts: %d by tools, %d steps"
            + " in all%n",
        scene,
        records.size(),
        ALTERATIONS.size(),
        refused,
        world.tools.count() - tools,
        world.cut.count() - steps);
    assertThat(world.tools.count()).isEqualTo(tools);
    assertThat(world.cut.count()).isEqualTo(steps);
    world.restart();
    return new Given(world);
  }

  private static Path file(World world) {
    return Site.home(world.root).resolve("ledger.db");
  }

  /** The whole of it lies in one file once nobody has it open. */
  private static byte[] closed(World world) {
    world.ledger.close();
    try {
      return Files.readAllBytes(file(world));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void restore(World world, byte[] whole) throws IOException {
    world.ledger.close();
    Files.deleteIfExists(Path.of(file(world) + "-wal"));
    Files.deleteIfExists(Path.of(file(world) + "-shm"));
    Files.write(file(world), whole);
  }

  private static List<String> records(World world) throws SQLException {
    List<String> records = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(world));
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT kind, id FROM record")) {
      while (found.next()) {
        records.add(found.getString(1) + " " + found.getString(2));
      }
    }
    assertThat(records).hasSizeGreaterThan(20);
    return records;
  }

  private static void run(World world, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(world));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isOne();
    }
  }
}
