package io.github.immutable.release;

import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Server;
import io.github.immutable.tool.PrivateFiles;
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
            + site.redactor().redact(result.what())
            + System.lineSeparator();
    try {
      if (!Files.exists(file)) {
        PrivateFiles.folderOf(file);
        PrivateFiles.file(file);
      }
      Files.writeString(file, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      if (!silenced) {
        silenced = true;
        site.progress().note("health checks are no longer written to " + file + ": " + e);
      }
    }
  }
}
