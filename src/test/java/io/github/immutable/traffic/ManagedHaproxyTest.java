package io.github.immutable.traffic;

import static io.github.immutable.servers.Slot.BLUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedHaproxyTest {
  @TempDir Path temporary;
  private RealHaproxy haproxy;

  @BeforeEach
  void start() throws Exception {
    haproxy = new RealHaproxy(temporary, 2);
  }

  @AfterEach
  void stop() throws Exception {
    haproxy.stop();
  }

  @Test
  void it_is_started_once() throws Exception {
    long master = haproxy.processes().master();

    assertThat(haproxy.managed.start()).isEqualTo(ManagedHaproxy.Condition.RUNNING);

    assertThat(haproxy.processes().master()).isEqualTo(master);
    assertThat(haproxy.processes().reloads()).isZero();
  }

  @Test
  void stopped_is_absent_and_can_start_again_where_it_was() throws Exception {
    try (Backends blue = new Backends(BLUE, 1)) {
      haproxy.traffic.register(BLUE, blue.servers());
      haproxy.traffic.switchTo(BLUE);

      haproxy.managed.stop();
      haproxy.managed.stop();
      assertThat(haproxy.managed.condition()).isEqualTo(ManagedHaproxy.Condition.ABSENT);
      assertThatThrownBy(haproxy::ask).isInstanceOf(IOException.class);

      assertThat(haproxy.managed(haproxy.frontDoor, 2).start())
          .isEqualTo(ManagedHaproxy.Condition.ABSENT);
      assertThat(haproxy.ask().header("x-image")).contains("blue");
    }
  }

  @Test
  void one_whose_process_file_a_reload_has_taken_away_is_neither_dead_nor_absent()
      throws Exception {
    Path file = haproxy.folder.resolve("haproxy.pid");
    Files.delete(file);
    assertThat(haproxy.managed.start()).isEqualTo(ManagedHaproxy.Condition.RUNNING);
    Files.createFile(file);
    assertThat(haproxy.managed.condition()).isEqualTo(ManagedHaproxy.Condition.RUNNING);

    haproxy.managed.stop();

    assertThatThrownBy(haproxy::ask).isInstanceOf(IOException.class);
    assertThat(haproxy.managed.condition()).isEqualTo(ManagedHaproxy.Condition.ABSENT);
  }

  @Test
  void more_room_comes_with_a_reload_and_is_never_taken_back() throws Exception {
    try (Backends blue = new Backends(BLUE, 2)) {
      haproxy.traffic.register(BLUE, blue.servers());
      haproxy.traffic.switchTo(BLUE);

      haproxy.managed(haproxy.frontDoor, 5).start();
      assertThat(haproxy.processes().reloads()).isEqualTo(1);
      assertThat(haproxy.registered(BLUE)).hasSize(2);
      assertThat(haproxy.ask().header("x-image")).contains("blue");

      ManagedHaproxy smaller = haproxy.managed(haproxy.frontDoor, 1);
      assertThat(smaller.config().capacity()).isEqualTo(5);
      smaller.start();
      assertThat(haproxy.processes().reloads()).isEqualTo(1);
    }
  }

  @Test
  void a_port_that_somebody_has_is_refused_with_the_holder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + taken.getLocalPort());

      assertThatThrownBy(() -> haproxy.managed(address, 2).start())
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("java (process " + ProcessHandle.current().pid() + ") has it");
    }
    assertThat(haproxy.ask().status()).isEqualTo(503);
  }

  @Test
  void another_instance_does_not_share_the_port() throws Exception {
    ManagedHaproxy other = never(haproxy.frontDoor);

    assertThatThrownBy(other::start)
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("haproxy (process ");
    other.stop();
  }

  @Test
  void a_socket_folder_that_others_may_enter_is_refused() throws Exception {
    Path sockets = haproxy.managed.config().socket().getParent();
    Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      assertThatThrownBy(() -> haproxy.managed(haproxy.frontDoor, 2))
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("not a folder of this user's alone");
    } finally {
      Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void looking_at_one_that_was_never_started_makes_nothing() throws Exception {
    ManagedHaproxy other = never(URI.create("http://127.0.0.1:" + RealHaproxy.freePort() + "/"));

    assertThat(other.look())
        .isEqualTo(new ManagedHaproxy.Look(ManagedHaproxy.Condition.ABSENT, false));
    other.stop();

    assertThat(temporary.resolve("other")).doesNotExist();
  }

  @Test
  void looking_finds_what_a_start_would_be_refused_for() {
    assertThatThrownBy(() -> never(haproxy.frontDoor).look())
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("haproxy (process ");
  }

  @Test
  void looking_finds_a_configuration_that_is_not_ours_and_a_start_mends_it() throws Exception {
    assertThat(haproxy.managed.look())
        .isEqualTo(new ManagedHaproxy.Look(ManagedHaproxy.Condition.RUNNING, true));
    Path configuration = haproxy.folder.resolve("haproxy.cfg");
    Files.writeString(configuration, "# by hand\n", StandardOpenOption.APPEND);

    assertThat(haproxy.managed.look())
        .isEqualTo(new ManagedHaproxy.Look(ManagedHaproxy.Condition.RUNNING, false));

    haproxy.managed.start();
    assertThat(haproxy.managed.look().current()).isTrue();
    assertThat(haproxy.processes().reloads()).isEqualTo(1);
  }

  private ManagedHaproxy never(URI address) throws TrafficException {
    return ManagedHaproxy.in(
        temporary.resolve("other"), "web", address, 2, new ProcessRunner(new SystemTime()));
  }
}
