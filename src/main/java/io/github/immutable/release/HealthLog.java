package io.github.immutable.release;

import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Every health check of a release, a line each: what was asked in vain at three in the morning. */
final class HealthLog {
  private final Site site;
  private final Path file;
  private boolean silenced;

  HealthLog(Site site, String release) {
    this.site = site;
    this.file = site.folder(release).resolve("health.log");
  }

  Path file() {
    return file;
  }

  synchronized void add(Server server, CheckResult result) {
    String line =
        site.time().now()
            + " "
            + server.name()
            + " "
            + server.endpoint()
            + " "
            + result.verdict()
            + " "
            + result.what()
            + System.lineSeparator();
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      if (!silenced) {
        silenced = true;
        site.progress().note("health checks are no longer written to " + file + ": " + e);
      }
    }
  }
}
