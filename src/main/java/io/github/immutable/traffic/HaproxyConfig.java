package io.github.immutable.traffic;

import io.github.immutable.servers.Slot;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What we must know of an HAProxy, whether it is the user's or one we started.
 *
 * @param name starts the names of the backends, for example {@code web} for {@code web-blue}
 * @param frontDoor where clients come in
 * @param socket the administrator's stats socket
 * @param masterSocket the master's socket; without it, workers that an earlier reload left behind
 *     cannot be told of a switch, and a switch is not lossless
 * @param map the file that says which slot has the traffic; ours to write
 * @param state the folder that keeps the slots' servers through reloads and restarts; ours to write
 * @param capacity how many servers a slot has room for
 */
public record HaproxyConfig(
    String name,
    URI frontDoor,
    Path socket,
    @Nullable Path masterSocket,
    Path map,
    Path state,
    int capacity) {

  public HaproxyConfig {
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("not a name for a backend: " + name);
    }
  }

  /** The name of a slot's backend. */
  public String backend(Slot slot) {
    return name + "-" + slot;
  }

  /** The file in which a slot's servers outlive the process. */
  public Path stateFile(Slot slot) {
    return state.resolve(backend(slot) + ".state");
  }
}
