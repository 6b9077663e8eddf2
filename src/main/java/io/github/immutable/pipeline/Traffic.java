package io.github.immutable.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What decides which slot the requests go to. */
public record Traffic(Haproxy haproxy) {

  /**
   * An HAProxy: one that this tool starts ({@code managed}), or the user's own, whose socket, map
   * and state are then given. Its paths are absolute once loaded; the file's relative ones begin at
   * the project's root.
   *
   * @param frontDoor where users' requests arrive: http or https with a host
   * @param name names the backends, the application's name by default
   * @param socket the admin socket; null if managed
   * @param masterSocket the master's socket; null if managed or if there is none
   * @param map the file that names the active slot; null if managed
   * @param state the folder that keeps the servers' addresses; null if managed
   * @param capacity servers that one slot has room for, 32 by default
   */
  public record Haproxy(
      boolean managed,
      @JsonProperty("front_door") URI frontDoor,
      @Default("${application}") String name,
      @Nullable Path socket,
      @JsonProperty("master_socket") @Nullable Path masterSocket,
      @Nullable Path map,
      @Nullable Path state,
      @Default("32") @Range(min = 1, max = 1000) int capacity,
      @Default("{}") Confirm confirm) {}

  /**
   * When a switch counts as confirmed at the front door.
   *
   * @param answers in a row from the new slot and none from the other, 20 by default
   * @param within the time for that, 10 s by default
   */
  public record Confirm(
      @Default("20") @Range(min = 1) int answers,
      @Default("10s") @Range(min = 1) Duration within) {}
}
