package io.github.immutable.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who changes a pipeline.
 *
 * @param verb what is being done: {@code release}
 * @param job where a CI server shows the run; null where none is known
 * @param since by the clock of that machine
 */
public record LeaseHolder(
    String verb,
    String user,
    String host,
    @Nullable String job,
    Instant since,
    ProcessIdentity process) {

  /**
   * This process.
   *
   * @param environment in which CI servers say what they run
   */
  public static LeaseHolder here(String verb, Map<String, String> environment, Instant since) {
    return new LeaseHolder(
        verb,
        System.getProperty("user.name", ""),
        thisHost(),
        jobOf(environment),
        since.truncatedTo(ChronoUnit.SECONDS),
        ProcessIdentity.ours());
  }

  /** One line: {@code release, ann@build-7, process 4711, since 2026-11-21T12:47:28Z}. */
  public String who() {
    return verb
        + ", "
        + user
        + "@"
        + host
        + ", process "
        + process.pid()
        + (job == null ? "" : ", " + job)
        + ", since "
        + since;
  }

  /** This machine's name, as far as it knows it. */
  public static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  /** GitLab and Jenkins say an address, GitHub its parts. */
  private static @Nullable String jobOf(Map<String, String> environment) {
    for (String name : new String[] {"CI_JOB_URL", "BUILD_URL", "JOB_URL"}) {
      String url = environment.getOrDefault(name, "");
      if (!url.isBlank()) {
        return url;
      }
    }
    String run = environment.getOrDefault("GITHUB_RUN_ID", "");
    String repository = environment.getOrDefault("GITHUB_REPOSITORY", "");
    String server = environment.getOrDefault("GITHUB_SERVER_URL", "https://github.com");
    return run.isBlank() || repository.isBlank()
        ? null
        : server + "/" + repository + "/actions/runs/" + run;
  }
}
