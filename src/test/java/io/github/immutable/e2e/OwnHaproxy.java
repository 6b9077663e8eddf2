package io.github.immutable.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An HAProxy that a user runs, with what this tool prints for it in its file.
 *
 * @param folder short, for a socket's path has room for 107 bytes only
 */
record OwnHaproxy(Path folder) {
  private static final String BACKENDS = "# Beside it";

  /** Starts it as the balancer of a sample that has no other yet. */
  Haproxy serve(Sample sample) throws IOException {
    Path map = folder.resolve("live.map");
    Path state = folder.resolve("state");
    sample
        .checkout
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
    String printed = sample.immutable("traffic", "print-config").exits(0).out();
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
                sample.frontDoor.getPort(),
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
    return new Haproxy(folder);
  }

  private String socket(String name) {
    return folder.resolve(name + ".sock").toString();
  }
}
