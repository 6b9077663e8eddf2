package io.github.immutable.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** On answers recorded by {@code src/test/record/haproxy}. */
class HaproxyAnswersTest {

  @Test
  void show_servers_state() throws Exception {
    assertThat(ServerState.parse(recorded("show-servers-state.txt")))
        .containsExactly(
            new ServerState("s1", "127.0.0.1", 9, true, false, false),
            new ServerState("s2", "::1", 9, false, false, false),
            new ServerState("s3", "192.0.2.1", 1, true, false, true),
            new ServerState("s4", "192.0.2.1", 1, false, true, false));
  }

  @Test
  void show_stat() throws Exception {
    assertThat(BackendLoad.parse(recorded("show-stat.csv"), "web-blue"))
        .isEqualTo(new BackendLoad(1, 0));
    assertThatThrownBy(() -> BackendLoad.parse(recorded("show-stat.csv"), "web-green"))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("no backend web-green");
  }

  @Test
  void show_proc() throws Exception {
    ProcessList processes = ProcessList.parse(recorded("show-proc.txt"));

    assertThat(processes.master()).isPositive();
    assertThat(processes.reloads()).isEqualTo(1);
    assertThat(processes.failedReloads()).isZero();
    assertThat(processes.workers()).hasSize(1).doesNotContainAnyElementsOf(processes.oldWorkers());
    assertThat(processes.oldWorkers()).hasSize(1);
  }

  @Test
  void what_is_none_of_these_is_refused() {
    for (String answer :
        new String[] {"", "\n", "Permission denied", "1\n# a b\nx y\n", "2\n# a\n"}) {
      assertThatThrownBy(() -> ServerState.parse(answer)).isInstanceOf(TrafficException.class);
      assertThatThrownBy(() -> BackendLoad.parse(answer, "a")).isInstanceOf(TrafficException.class);
      assertThatThrownBy(() -> ProcessList.parse(answer)).isInstanceOf(TrafficException.class);
    }
  }

  private static String recorded(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            HaproxyAnswersTest.class.getResourceAsStream("/haproxy-2.6.12/" + name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
