package io.github.immutable.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a server counts as healthy: every check that is given passes. At least one of {@code http},
 * {@code tcp} and {@code command} is.
 */
public record Health(
    @Describe("A GET of each server.") @Nullable Http http,
    @Describe("A connection to each server.") @Nullable Tcp tcp,
    @Describe("A command for each server.") @Nullable Command command,
    @Default("answer")
        @Describe(
            "What proves that a server runs this very image. `answer`: its HTTP answer, by"
                + " `${image.id}` in `health.http.expect`. `platform`: what the inventory says was"
                + " booted; needs `servers.inventory`. `command`: `health.command`, which must"
                + " fail for any other image. `none`: nothing does, and `status` shows it. Without"
                + " `${image.id}` in `health.http.expect` one of the last three must be written.")
        Proof proof,
    @Default("here")
        @Describe(
            "Who asks the servers. `here`: this machine, by `http` and `tcp`, and the balancer too"
                + " where it says how it sees them. `balancer`: only the balancer, for servers that"
                + " this machine cannot reach; needs `traffic.command` or `traffic.terraform.show`."
                + " `command`: only `health.command`, which finds a way to them. What `http` says"
                + " then counts at the front door alone.")
        From from,
    @Default("1s")
        @Range(min = 1)
        @Describe("From the start of one check of a server to the next; longer than `0s`.")
        Duration every,
    @Default("3") @Range(min = 1) @Describe("Checks in a row that a server must pass, from 1.")
        int passes,
    @Default("2m")
        @Range(min = 1)
        @Describe("The time that all servers have for it; at least `every` × (`passes` − 1).")
        Duration within,
    @Default("2s") @Range(min = 1) @Describe("The time that one check has; longer than `0s`.")
        Duration timeout) {

  /** Who asks the servers, written in lower case. */
  public enum From {
    /** This machine. */
    HERE,
    /** The balancer. */
    BALANCER,
    /** The health command. */
    COMMAND
  }

  /** What shows that a server runs the image it should, written in lower case. */
  public enum Proof {
    /** The server's own HTTP answer names the image. */
    ANSWER,
    /** The inventory says what the platform booted. */
    PLATFORM,
    /** The health command fails for any other image. */
    COMMAND,
    /** Nothing does, and {@code status} says so. */
    NONE
  }

  /**
   * A GET of each server.
   *
   * @param port null is the server's own
   */
  public record Http(
      @Form(TextForm.REQUEST_PATH)
          @Describe(
              value =
                  "What is fetched from each server; begins with `/`. Required where there is"
                      + " `health.http`.",
              example = "/health")
          String path,
      @Range(min = 1, max = 65535)
          @Describe("The port, 1 to 65535; the server's own when left out.")
          @Nullable Integer port,
      @Default("0")
          @Range(max = 599)
          @Describe("The expected status, 200 to 599; `0` is any from 200 to 299.")
          int status,
      @Default("{}")
          @Form(TextForm.HEALTH_VALUE)
          @Describe(
              value =
                  "Fields of the JSON answer and the text they must have; dots lead into objects."
                      + " Values may hold [placeholders](#placeholders).",
              example = "{ image: \"${image.id}\" }")
          Map<String, String> expect) {}

  /**
   * A connection to each server.
   *
   * @param port null is the server's own
   */
  public record Tcp(
      @Range(min = 1, max = 65535)
          @Describe(
              "A port, 1 to 65535, that accepts a connection; the server's own when left out:"
                  + " `tcp: {}`.")
          @Nullable Integer port) {}

  /** A command per server, its executable first, run in the project's root. */
  public record Command(
      @Form({TextForm.EXECUTABLE, TextForm.HEALTH_VALUE})
          @Describe(
              value =
                  "A command, run in the project for each server, that exits with 0 when the server"
                      + " is healthy. Required where there is `health.command`. Arguments may hold"
                      + " [placeholders](#placeholders).",
              example = "[\"bin/check\", \"${server.address}\", \"${image.id}\"]")
          List<String> run) {}
}
