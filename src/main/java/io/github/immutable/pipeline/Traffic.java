package io.github.immutable.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What decides which slot the requests go to. */
public record Traffic(
    @Describe(
            "An HAProxy that this tool starts and configures, or one of your own. Relative paths"
                + " begin at the project.")
        Haproxy haproxy) {

  /**
   * An HAProxy: one that this tool starts ({@code managed}), or the user's own, whose socket, map
   * and state are then given. Its paths are absolute once loaded; the file's relative ones begin at
   * the project's root. Those that are null are null if managed; the master's socket may be null in
   * either case.
   */
  public record Haproxy(
      @Describe("Whether this tool runs the balancer.") boolean managed,
      @JsonProperty("front_door")
          @Describe(
              value =
                  "Where the users' requests arrive: `http` or `https`, with a host, without a"
                      + " password.",
              example = "\"http://127.0.0.1:8080/\"")
          URI frontDoor,
      @Default("${application}")
          @Form(TextForm.NAME)
          @Describe("What the backends are named after; the form is `application`'s.")
          String name,
      @Describe(
              value = "The admin socket of your own HAProxy. Required with `managed: false`.",
              example = "/run/haproxy/admin.sock")
          @Nullable Path socket,
      @JsonProperty("master_socket")
          @Describe(
              "The master's socket of your own HAProxy, through which workers that outlive a reload"
                  + " are told of a switch.")
          @Nullable Path masterSocket,
      @Describe("The map file that names the active slot. Required with `managed: false`.")
          @Nullable Path map,
      @Describe("The folder that keeps the servers' addresses. Required with `managed: false`.")
          @Nullable Path state,
      @Default("32")
          @Range(min = 1, max = 1000)
          @Describe("Servers that a slot has room for, 1 to 1000; at least `servers.count`.")
          int capacity,
      @Default("{}") @Describe("When a switch counts as confirmed at the front door.")
          Confirm confirm) {}

  /** When a switch counts as confirmed at the front door. */
  public record Confirm(
      @Default("20")
          @Range(min = 1)
          @Describe(
              "Answers in a row from the new slot, and none from the other, that confirm a switch;"
                  + " from 1.")
          int answers,
      @Default("10s") @Range(min = 1) @Describe("The time for that; longer than `0s`.")
          Duration within) {}
}
