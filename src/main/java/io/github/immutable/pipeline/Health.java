package io.github.immutable.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a server counts as healthy: every check that is given passes. At least one of {@code http},
 * {@code tcp} and {@code command} is.
 *
 * @param proof what shows that a server runs this very image; {@link Proof#ANSWER} by default,
 *     which needs {@code ${image.id}} in {@code http.expect}
 * @param every from the start of one check of a server to the next, 1 s by default
 * @param passes checks in a row that a server must pass, 3 by default
 * @param within the time all servers have for that, 2 min by default, at least {@code every} times
 *     {@code passes} less one
 * @param timeout the time one check has, 2 s by default
 */
public record Health(
    @Nullable Http http,
    @Nullable Tcp tcp,
    @Nullable Command command,
    @Default("answer") Proof proof,
    @Default("1s") @Range(min = 1) Duration every,
    @Default("3") @Range(min = 1) int passes,
    @Default("2m") @Range(min = 1) Duration within,
    @Default("2s") @Range(min = 1) Duration timeout) {

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
   * @param path begins with a slash; may have a query
   * @param port null is the server's own
   * @param status the expected status; 0, the default, is any from 200 to 299
   * @param expect field of the JSON answer to its value as text, dots leading into objects; values
   *     may hold {@link Placeholders#HEALTH}
   */
  public record Http(
      String path,
      @Nullable @Range(min = 1, max = 65535) Integer port,
      @Default("0") @Range(max = 599) int status,
      @Default("{}") Map<String, String> expect) {}

  /**
   * A connection to each server.
   *
   * @param port null is the server's own
   */
  public record Tcp(@Nullable @Range(min = 1, max = 65535) Integer port) {}

  /**
   * A command per server that exits with 0 when it is healthy, run in the project's root.
   *
   * @param run the executable and its arguments, which may hold {@link Placeholders#HEALTH}
   */
  public record Command(List<String> run) {}
}
