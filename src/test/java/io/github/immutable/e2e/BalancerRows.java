package io.github.immutable.e2e;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What can be wrong with a balancer before anything is live. */
final class BalancerRows {
  /** Without anything that {@code immutable traffic print-config} prints. */
  private static final String PLAIN =
      """
      global
        stats socket SOCKET mode 600 level admin
      defaults
        mode http
        timeout connect 2s
        timeout client 1m
        timeout server 1m
      frontend shop
        bind 127.0.0.1:PORT
      """;

  private BalancerRows() {}

  static Stream<Row<NewProject>> all() {
    return Stream.of(
        row(BadInput.HAPROXY_NOT_RUNNING, "the user's own")
            .where(BalancerRows::own)
            .takesTime()
            .exits(20, "HAProxy did not answer on …/admin.sock within 10 s: …", "HAProxy runs"),
        row(BadInput.HAPROXY_NOT_OURS, "another HAProxy has the front door")
            .where(BalancerRows::start)
            .exits(20, "cannot listen on 127.0.0.1:… (…): haproxy (process …) has it", "stop that"),
        row(BadInput.HAPROXY_NOT_OURS, "another program has the socket")
            .where(
                project -> {
                  own(project);
                  ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                  other.bind(UnixDomainSocketAddress.of(socket(project)));
                  project.begins(other);
                })
            .takesTime()
            .exits(20, "HAProxy did not answer on …/admin.sock within 10 s: …", "HAProxy runs"),
        row(BadInput.HAPROXY_WITH_ANOTHER_CONFIGURATION, "the user's own, as it always was")
            .where(
                project -> {
                  own(project);
                  start(project);
                })
            .exits(
                20,
                "HAProxy does not use the map …/live.map",
                "add what `immutable traffic print-config` prints, and reload"));
  }

  private static Row<NewProject> row(BadInput item, String input) {
    return Row.row(item, input, "release", "v1");
  }

  /** The pipeline is told of an HAProxy of the user's own. */
  private static void own(NewProject project) throws IOException {
    Path folder = project.scratch();
    Files.createDirectory(folder.resolve("state"));
    Files.writeString(folder.resolve("live.map"), "0:99 none\n");
    project
        .checkout()
        .edit(
            "pipelines/local.yml",
            "^    managed: true$",
            """
                managed: false
                socket: %s
                map: %s
                state: %s"""
                .formatted(socket(project), folder.resolve("live.map"), folder.resolve("state"))
                .indent(4)
                .stripTrailing())
        .commit("An HAProxy of our own");
  }

  private static void start(NewProject project) throws IOException {
    Path folder = project.scratch();
    Files.writeString(
        folder.resolve("haproxy.cfg"),
        PLAIN
            .replace("SOCKET", socket(project).toString())
            .replace("PORT", String.valueOf(Ports.frontDoor(project.port()))));
    Shell.run(
        folder,
        Shell.installed("haproxy").toString(),
        "-D",
        "-p",
        folder.resolve("haproxy.pid").toString(),
        "-f",
        folder.resolve("haproxy.cfg").toString());
    project.begins(() -> new Haproxy(folder).end());
  }

  private static Path socket(NewProject project) {
    return project.scratch().resolve("admin.sock");
  }
}
