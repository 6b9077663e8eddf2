package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The user's own HAProxy: its process and its file stay the user's. */
class OwnHaproxyTest {
  private static final String BACKENDS = "# Beside it";

  @RegisterExtension static final Samples SAMPLES = new Samples();

  // A socket's path has room for 107 bytes only.
  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  private Sample web;

  @BeforeEach
  void a_balancer_of_ones_own() throws IOException {
    web = SAMPLES.project("own");
    Path map = folder.resolve("live.map");
    Path state = folder.resolve("state");
    web.checkout
        .edit(
            "pipelines/local.yml",
            "^    managed: true$",
            """
                managed: false
                socket: %s
                master_socket: %s
                map: %s
                state: %s"""
                .formatted(socket("admin"), socket("master"), map, state)
                .indent(4)
                .stripTrailing())
        .commit("An HAProxy of our own");
    String printed = web.immutable("traffic", "print-config").exits(0).out();
    Files.createDirectory(state);
    Files.writeString(map, "0:99 none\n");
    int beside = printed.indexOf(BACKENDS);
    Files.writeString(
        folder.resolve("haproxy.cfg"),
        """
        global
          stats socket %s mode 600 level admin expose-fd listeners
        defaults
          mode http
          timeout connect 2s
          timeout client 1m
          timeout server 1m
        frontend shop
          bind 127.0.0.1:%d
        %s
        %s
        """
            .formatted(
                socket("admin"),
                web.frontDoor.getPort(),
                printed.substring(0, beside),
                printed.substring(beside)));
    Shell.run(
        folder,
        Shell.installed("haproxy").toString(),
        "-W",
        "-D",
        "-S",
        socket("master") + ",mode,600,level,admin",
        "-p",
        folder.resolve("haproxy.pid").toString(),
        "-f",
        folder.resolve("haproxy.cfg").toString());
  }

  @AfterEach
  void ends_with_its_user() {
    haproxy().end();
  }

  @Test
  void promise_7_loses_nothing_and_is_changed_in_its_map_and_state_alone() throws IOException {
    String configuration = Files.readString(folder.resolve("haproxy.cfg"));
    web.immutable("release", "v1").exits(0);
    Load load = web.load();

    web.immutable("release", "v2").exits(0);
    haproxy().reload();
    web.onlyAnswers("v2", load, web.promoted());
    web.immutable("rollback").exits(0);
    haproxy().reload();
    web.onlyAnswers("v1", load, web.promoted());

    Sample.noneLost(load);
    web.live("v1");
    assertThat(Files.readString(folder.resolve("haproxy.cfg"))).isEqualTo(configuration);
    assertThat(folder.resolve("live.map")).hasContent("0:99 blue\n");
    assertThat(web.haproxy().runs()).as("one of ours beside it").isFalse();

    web.immutable("destroy", "--yes").exits(0);
    assertThat(haproxy().runs()).as("the user's own after destroy").isTrue();
    assertThat(folder.resolve("live.map")).hasContent("0:99 none\n");
  }

  private Haproxy haproxy() {
    return new Haproxy(folder);
  }

  private String socket(String name) {
    return folder.resolve(name + ".sock").toString();
  }
}
