package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.tool.OtherJvm;
import io.github.immutable.tool.Waiting;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One holder at a time, with real processes that are killed and stopped, on both stores. */
@Timeout(120)
@ParameterizedClass
@EnumSource(Stores.class)
class LeaseTest {
  private static final Lease.Terms SHORT = Lease.Terms.of(Duration.ofSeconds(1));

  @TempDir Path folder;
  private final Stores stores;
  private String place = "";

  LeaseTest(Stores stores) {
    this.stores = stores;
  }

  /** Takes the lease, says how that went, and then writes a record for each line it is given. */
  static final class TakesIt {
    private TakesIt() {}

    public static void main(String[] arguments) throws Exception {
      LeaseHolder us = LeaseHolder.here("the other process", Map.of(), Instant.now());
      Lease.Terms terms = Lease.Terms.of(Duration.ofMillis(Long.parseLong(arguments[1])));
      try (Ledger ledger = Stores.open(arguments[0]);
          Lease lease = ledger.take("local", us, terms);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        System.out.println("taken");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          System.out.println(attempt(() -> lease.check()));
          System.out.println(attempt(() -> ledger.put(Samples.started("local", 77))));
        }
      } catch (Lease.HeldException e) {
        System.out.println(e.getMessage());
      }
    }

    private static String attempt(Records.Writes act) {
      try {
        act.run();
        return "done";
      } catch (LedgerException e) {
        return e.getClass().getSimpleName();
      }
    }
  }

  @BeforeEach
  void a_new_ledger() throws Exception {
    place = stores.place(folder);
  }

  @Test
  void promise_5_a_second_process_is_refused_and_told_who_holds() throws Exception {
    try (Ledger ledger = Stores.open(place);
        Lease lease = ledger.take("local", us("release"), Holders.LONG)) {
      lease.check();
      assertThat(otherProcess()).startsWith("held by release, ").contains("process " + pid());
    }
    assertThat(otherProcess()).isEqualTo("taken");
  }

  @Test
  void promise_5_what_a_killed_process_held_is_free_at_once() throws Exception {
    try (OtherJvm other = other(Holders.LONG);
        Ledger ledger = Stores.open(place)) {
      assertThat(other.line()).isEqualTo("taken");
      assertThat(refusal(ledger).orElse("")).startsWith("held by the other process");
      other.kill();
      assertThat(refusal(ledger)).isEmpty();
    }
  }

  @Test
  void promise_5_a_second_take_in_one_process_is_refused_and_changes_nothing() throws Exception {
    try (Ledger one = Stores.open(place);
        Ledger two = Stores.open(place);
        Lease lease = one.take("local", us("release"), Holders.LONG)) {
      assertThat(refusal(two)).isPresent();
      assertThat(refusal(one)).isPresent();
      lease.check();
      one.put(Samples.started("local", 1));
    }
  }

  @Test
  void who_only_looks_learns_the_holder_and_takes_nothing_away() throws Exception {
    try (Ledger ledger = Stores.open(place)) {
      assertThat(ledger.held("local")).isEmpty();
      try (Lease lease = ledger.take("local", us("release"), Holders.LONG);
          Ledger looks = Stores.look(place)) {
        assertThat(looks.held("local").map(its -> its.holder().verb())).contains("release");
        assertThat(looks.held("local").map(LeaseState::left).orElseThrow())
            .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        lease.check();
      }
      assertThat(ledger.held("local")).isEmpty();
    }
  }

  @Test
  void pipelines_do_not_hold_one_another() throws Exception {
    try (Ledger ledger = Stores.open(place);
        Ledger other = Stores.open(place);
        Lease one = ledger.take("local", us("release"), Holders.LONG);
        Lease two = other.take("production", us("release"), Holders.LONG)) {
      one.check();
      two.check();
    }
  }

  @Test
  void promise_5_a_process_stopped_beyond_its_lease_loses_it_and_does_nothing_more()
      throws Exception {
    try (OtherJvm other = other(SHORT);
        Ledger ledger = Stores.open(place)) {
      assertThat(other.line()).isEqualTo("taken");
      other.signal("STOP");
      Waiting.until("the lease has run out", () -> ledger.held("local").isEmpty());
      try (Lease lease = ledger.take("local", us("release"), Holders.LONG)) {
        other.signal("CONT");
        other.type("go on");
        assertThat(other.line()).isEqualTo("LeaseLostException");
        assertThat(other.line()).isEqualTo("LeaseLostException");
        assertThat(ledger.release("local-77")).isEmpty();
        lease.check();
        ledger.put(Samples.started("local", 1));
      }
    }
  }

  @Test
  void one_that_ran_out_and_was_taken_by_nobody_is_renewed() throws Exception {
    try (OtherJvm other = other(SHORT);
        Ledger ledger = Stores.open(place)) {
      assertThat(other.line()).isEqualTo("taken");
      other.signal("STOP");
      Waiting.until("the lease has run out", () -> ledger.held("local").isEmpty());
      other.signal("CONT");
      other.type("go on");
      assertThat(other.line()).isEqualTo("done");
      assertThat(other.line()).isEqualTo("done");
      assertThat(refusal(ledger)).isPresent();
    }
  }

  @Test
  void signs_of_life_keep_it_while_a_tool_is_at_work() throws Exception {
    Lease.Terms terms = Lease.Terms.of(Duration.ofMillis(1500));
    long started = System.nanoTime();
    try (OtherJvm other = other(terms);
        Ledger ledger = Stores.open(place)) {
      assertThat(other.line()).isEqualTo("taken");
      Waiting.until(
          "its term has passed three times",
          () -> {
            assertThat(ledger.held("local")).isPresent();
            return System.nanoTime() - started > 3 * terms.term().toNanos();
          });
    }
  }

  @Test
  void promise_5_who_was_unlocked_writes_nothing_and_the_token_grows() throws Exception {
    try (Ledger ledger = Stores.open(place);
        Ledger other = Stores.open(place);
        Lease lease = ledger.take("local", us("release"), Holders.LONG)) {
      ledger.put(Samples.started("local", 1));
      long token = other.held("local").orElseThrow().token();
      assertThat(other.unlock("local", token + 1)).isFalse();
      assertThat(other.unlock("local", token)).isTrue();
      assertThat(other.held("local")).isEmpty();

      assertThatThrownBy(lease::check)
          .isInstanceOf(LeaseLostException.class)
          .hasMessage("the hold of local was lost to immutable unlock; nothing more was started");
      assertThatThrownBy(() -> ledger.put(Samples.ended("local", 1)))
          .isInstanceOf(LeaseLostException.class);
      assertThat(ledger.release("local-1")).contains(Samples.started("local", 1));

      try (Lease next = other.take("local", us("abort"), Holders.LONG)) {
        assertThat(other.held("local").orElseThrow().token()).isGreaterThan(token + 1);
        assertThatThrownBy(lease::check).hasMessageContaining("lost to abort, ");
        next.check();
      }
    }
  }

  @Test
  void a_process_elsewhere_is_never_said_to_be_gone_and_one_with_its_number_here_is_not_it() {
    ProcessIdentity us = ProcessIdentity.ours();
    assertThat(us.isGone()).isFalse();
    assertThat(Holders.elsewhere("release").process().isGone()).isFalse();
    ProcessIdentity earlier =
        new ProcessIdentity(us.boot(), us.namespace(), us.user(), us.pid(), us.started() - 1);
    assertThat(earlier.isGone()).isTrue();
  }

  private static LeaseHolder us(String verb) {
    return LeaseHolder.here(verb, Map.of(), Instant.now());
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** Why it cannot be taken; empty when it could. */
  private static Optional<String> refusal(Ledger ledger) throws LedgerException {
    try {
      ledger.take("local", us("a look"), Holders.LONG).close();
      return Optional.empty();
    } catch (Lease.HeldException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private OtherJvm other(Lease.Terms terms) throws Exception {
    return new OtherJvm(TakesIt.class, place, String.valueOf(terms.term().toMillis()));
  }

  private String otherProcess() throws Exception {
    try (OtherJvm other = other(Holders.LONG)) {
      return other.line();
    }
  }
}
