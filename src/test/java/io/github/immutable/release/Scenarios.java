package io.github.immutable.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Worlds for tests, closed after each. */
abstract class Scenarios {
  static {
    // without it every answer waits for an acknowledgement that is delayed by 40 ms
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  @TempDir Path temporary;
  private int projects;
  private final List<World> worlds = new ArrayList<>();

  /** A project of which nothing is live yet. */
  Given given() {
    World world = new World(temporary.resolve("project-" + ++projects));
    worlds.add(world);
    return new Given(world);
  }

  @AfterEach
  void close() {
    worlds.forEach(World::close);
    worlds.clear();
  }
}
