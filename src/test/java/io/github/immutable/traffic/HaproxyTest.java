package io.github.immutable.traffic;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.load.Load;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path temporary;
  private RealHaproxy haproxy;
  private Backends blue;
  private Backends green;

  @BeforeEach
  void start() throws Exception {
    haproxy = new RealHaproxy(temporary, 4);
    blue = new Backends(BLUE, 2);
    green = new Backends(GREEN, 2);
  }

  @AfterEach
  void stop() throws Exception {
    haproxy.stop();
    blue.close();
    green.close();
  }

  @Test
  void before_the_first_switch_nobody_has_the_traffic() throws Exception {
    haproxy.traffic.register(BLUE, blue.servers());

    assertThat(haproxy.traffic.active()).isEmpty();
    assertThat(haproxy.ask().status()).isEqualTo(503);
    assertThat(haproxy.ask().header("x-immutable-slot")).contains("none");
  }

  @Test
  void promise_7_switches_under_load_lose_no_request() throws Exception {
    givenBlueLive();
    try (Load load = load()) {
      for (int round = 0; round < 20; round++) {
        switchUnder(load, round % 2 == 0 ? GREEN : BLUE);
      }
      thenNothingLost(load);
    }
  }

  @Test
  void promise_7_no_reload_brings_an_older_slot_back() throws Exception {
    givenBlueLive();
    try (Load load = load()) {
      for (int round = 0; round < 6; round++) {
        Slot slot = round % 2 == 0 ? GREEN : BLUE;
        switchUnder(load, slot);
        haproxy.reload();
        thenOnly(load, slot, Instant.now());
        assertThat(haproxy.traffic.active()).contains(slot);
        thenServersStand();
      }
      thenNothingLost(load);
    }
  }

  @Test
  void promise_7_no_restart_brings_an_older_slot_back() throws Exception {
    givenBlueLive();
    for (int round = 0; round < 6; round++) {
      Slot slot = round % 2 == 0 ? GREEN : BLUE;
      haproxy.traffic.switchTo(slot);
      haproxy.kill();
      assertThat(haproxy.managed.condition()).isEqualTo(ManagedHaproxy.Condition.DEAD);
      assertThat(haproxy.managed.start()).isEqualTo(ManagedHaproxy.Condition.DEAD);
      for (int request = 0; request < 50; request++) {
        assertThat(haproxy.ask().header("x-image")).contains(slot.label());
      }
      assertThat(haproxy.traffic.active()).contains(slot);
      thenServersStand();
    }
  }

  @Test
  void promise_7_connections_kept_by_old_workers_follow_the_switch() throws Exception {
    givenBlueLive();
    haproxy.traffic.unregister(GREEN);
    try (FrontDoor first = FrontDoor.open(haproxy.frontDoor, "/", 4, true)) {
      haproxy.reload();
      try (FrontDoor second = FrontDoor.open(haproxy.frontDoor, "/", 4, true)) {
        haproxy.reload();
        assertThat(haproxy.processes().oldWorkers()).hasSize(2);

        haproxy.traffic.register(GREEN, green.servers());
        haproxy.traffic.switchTo(GREEN);

        assertThat(confirm(second, GREEN)).isEmpty();
        assertThat(confirm(first, GREEN)).isEmpty();
      }
    }
  }

  @Test
  void a_switch_that_did_not_happen_is_not_confirmed() throws Exception {
    givenBlueLive();
    try (FrontDoor door = FrontDoor.open(haproxy.frontDoor, "/", 2, true)) {
      assertThat(confirm(door, GREEN)).contains("answered from blue, not green");
      assertThat(confirm(door, BLUE)).isEmpty();
      assertThat(door.confirm(BLUE, answer -> Optional.of("wrong image"), 3, Duration.ofMillis(50)))
          .contains("wrong image");
    }
  }

  @Test
  void promise_7_a_reload_while_registering_and_switching_changes_nothing() throws Exception {
    givenBlueLive();
    try (Load load = load()) {
      for (int round = 0; round < 6; round++) {
        Slot slot = round % 2 == 0 ? GREEN : BLUE;
        haproxy.traffic.unregister(slot);
        int reloads = haproxy.processes().reloads();
        haproxy.master().tell("reload");
        haproxy.traffic.register(slot, (slot == BLUE ? blue : green).servers());
        haproxy.traffic.switchTo(slot);
        Instant switched = Instant.now();
        RealHaproxy.until(() -> haproxy.processes().reloads() > reloads);
        thenOnly(load, slot, switched);
        thenServersStand();
      }
      thenNothingLost(load);
    }
  }

  @Test
  void promise_3_the_active_slot_is_not_unregistered() throws Exception {
    givenBlueLive();

    assertThatThrownBy(() -> haproxy.traffic.unregister(BLUE))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("web-blue has the traffic");
    assertThat(haproxy.registered(BLUE)).hasSize(2);
  }

  @Test
  void promise_3_a_slot_that_only_the_file_calls_active_is_not_unregistered() throws Exception {
    givenBlueLive();
    Files.writeString(haproxy.managed.config().map(), "0:99 green\n");

    assertThatThrownBy(() -> haproxy.traffic.unregister(GREEN))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("has the traffic");
  }

  @Test
  void promise_3_nothing_is_not_a_slot_of_servers() throws Exception {
    assertThatThrownBy(() -> haproxy.traffic.register(BLUE, List.of()))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("no servers");
    assertThatThrownBy(() -> haproxy.traffic.switchTo(BLUE))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("has no servers");
  }

  @Test
  void unregistered_servers_stay_away_after_a_reload_and_a_restart() throws Exception {
    givenBlueLive();
    haproxy.traffic.unregister(GREEN);
    haproxy.traffic.unregister(GREEN);

    haproxy.reload();
    assertThat(haproxy.registered(GREEN)).isEmpty();
    haproxy.kill();
    haproxy.managed.start();
    assertThat(haproxy.registered(GREEN)).isEmpty();
    assertThat(haproxy.registered(BLUE)).hasSize(2);
  }

  @Test
  void registering_the_active_slot_again_disturbs_nobody() throws Exception {
    givenBlueLive();
    try (Load load = load()) {
      for (int round = 0; round < 20; round++) {
        haproxy.traffic.register(BLUE, blue.servers().reversed());
      }
      thenNothingLost(load);
    }
    assertThat(haproxy.registered(BLUE)).hasSize(2);
  }

  @Test
  void a_server_that_was_down_when_its_slot_was_saved_is_up_after_a_restart() throws Exception {
    givenBlueLive();
    Path state = haproxy.managed.config().stateFile(BLUE);
    String saved = Files.readString(state);
    Files.writeString(state, saved.replaceAll("(s[12] 127.0.0.1) 2 ", "$1 0 "));

    haproxy.kill();
    haproxy.managed.start();

    assertThat(haproxy.ask().status()).isEqualTo(200);
  }

  @Test
  void more_servers_than_there_is_room_for_are_refused() throws Exception {
    List<Server> five = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      five.add(new Server("web-" + i, "127.0.0." + i, 9, null));
    }

    assertThatThrownBy(() -> haproxy.traffic.register(GREEN, five))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("room for 4 servers, not for 5");
    assertThat(haproxy.registered(GREEN)).isEmpty();
  }

  @Test
  void addresses_may_be_names_and_ipv6() throws Exception {
    haproxy.traffic.register(
        GREEN,
        List.of(
            new Server("a", "localhost", 9, null),
            new Server("b", "2001:DB8:0:0:1::1", 9, null),
            new Server("c", "::ffff:0:1", 9, null)));

    assertThat(haproxy.registered(GREEN)).hasSize(3);
    haproxy.kill();
    haproxy.managed.start();
    assertThat(haproxy.registered(GREEN))
        .extracting(ServerState::address)
        .contains("2001:db8::1:0:0:1");
  }

  @Test
  void switched_off_is_nobody_even_after_a_restart() throws Exception {
    givenBlueLive();
    haproxy.traffic.switchOff();
    assertThat(haproxy.traffic.active()).isEmpty();

    haproxy.kill();
    haproxy.managed.start();

    assertThat(haproxy.traffic.active()).isEmpty();
    assertThat(haproxy.ask().status()).isEqualTo(503);
  }

  @Test
  void the_slot_is_named_to_those_who_ask_and_to_nobody_else() throws Exception {
    givenBlueLive();
    assertThat(haproxy.ask().header("X-Immutable-Slot")).contains("blue");
    try (var probe = io.github.immutable.servers.HttpProbe.connect(haproxy.frontDoor, PATIENCE)) {
      var answer = probe.exchange("GET", "/", java.util.Map.of(), PATIENCE);
      assertThat(answer.header("x-immutable-slot")).isEmpty();
    }
  }

  private void givenBlueLive() throws Exception {
    haproxy.traffic.register(BLUE, blue.servers());
    haproxy.traffic.register(GREEN, green.servers());
    haproxy.traffic.switchTo(BLUE);
  }

  private Load load() {
    return Load.start(
        Load.Options.of(haproxy.frontDoor.toString())
            .withConnections(16)
            .withRate(800)
            .withEcho("/echo"));
  }

  private void switchUnder(Load load, Slot slot) throws Exception {
    haproxy.traffic.switchTo(slot);
    thenOnly(load, slot, Instant.now());
  }

  /** Requests sent since that moment, at least a hundred, were answered by that slot alone. */
  private static void thenOnly(Load load, Slot slot, Instant since) throws Exception {
    long before = load.snapshot().ok();
    assertThat(load.await(now -> now.ok() >= before + 100, PATIENCE)).isTrue();
    assertThat(load.snapshot().tagsSince(since)).containsExactly(slot.label());
  }

  private static void thenNothingLost(Load load) {
    load.close();
    assertThat(load.snapshot().losses()).isEmpty();
    assertThat(load.snapshot().lost()).isZero();
    assertThat(load.snapshot().posts()).isPositive();
  }

  private void thenServersStand() throws Exception {
    for (Slot slot : Slot.values()) {
      List<Server> servers = (slot == BLUE ? blue : green).servers();
      assertThat(haproxy.registered(slot))
          .allMatch(ServerState::isUsable)
          .extracting(ServerState::port)
          .containsExactlyInAnyOrderElementsOf(servers.stream().map(Server::port).toList());
    }
  }

  private static Optional<String> confirm(FrontDoor door, Slot slot) throws InterruptedException {
    return door.confirm(slot, answer -> Optional.empty(), 20, PATIENCE);
  }
}
