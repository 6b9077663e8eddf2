package io.github.immutable.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The nodes of a played load balancer: one HAProxy, which is what DigitalOcean runs, too. How
 * DigitalOcean changes what its own leads to is not known, so that what is lost here says nothing
 * of what is lost there.
 *
 * @param folder short, for a socket's path has room for 107 bytes only
 */
record DigitalOceanBalancer(Path folder, int port) implements AutoCloseable {

  static DigitalOceanBalancer open() throws IOException {
    DigitalOceanBalancer balancer =
        new DigitalOceanBalancer(
            Files.createTempDirectory("do-lb"), Ports.frontDoor(Ports.block()));
    balancer.write(List.of());
    Shell.run(
        balancer.folder,
        Shell.installed("haproxy").toString(),
        "-W",
        "-D",
        "-p",
        balancer.folder.resolve("haproxy.pid").toString(),
        "-f",
        balancer.folder.resolve("haproxy.cfg").toString());
    return balancer;
  }

  URI door() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** From now on it leads to these addresses and to no others. */
  void leadsTo(List<String> addresses) {
    write(addresses);
    new Haproxy(folder).reload();
  }

  private void write(List<String> addresses) {
    StringBuilder servers = new StringBuilder();
    for (String address : addresses) {
      servers.append("  server %s %s:80 check inter 500ms\n".formatted(address, address));
    }
    try {
      Files.writeString(
          folder.resolve("haproxy.cfg"),
          """
          global
            stats socket %s mode 600 level admin expose-fd listeners
          defaults
            mode http
            option idle-close-on-response
            timeout connect 2s
            timeout client 1m
            timeout server 1m
          frontend web
            bind 127.0.0.1:%d
            default_backend droplets
          backend droplets
            option httpchk GET /health
          %s
          """
              .formatted(folder.resolve("stats"), port, servers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    new Haproxy(folder).end();
    Shell.delete(folder);
  }
}
