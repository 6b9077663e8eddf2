package io.github.immutable.release;

import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A tool that fails as it was recorded to fail; every other does its work.
 *
 * @param name with which the call's name begins
 * @param said a file {@code stderr}, or what it printed on standard output
 * @param results what it leaves behind besides; none where the folder does not exist
 * @param to where
 */
record Replay(String name, Path said, Path results, Path to, ToolRunner others)
    implements ToolRunner {
  private static final int FAILED = 1;

  /** The folder in which the recordings were made. */
  private static final String RECORDED_IN = "/build/";

  static Replay of(String name, Path said, ToolRunner others) {
    return new Replay(name, said, Path.of("none"), Path.of("none"), others);
  }

  Replay leaving(Path its, Path there) {
    return new Replay(name, said, its, there, others);
  }

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    if (!call.name().startsWith(name)) {
      return others.run(call, line);
    }
    try {
      Files.createDirectories(call.logs());
      boolean error = said.endsWith("stderr");
      String text = here(said, call);
      Files.writeString(call.standardOutput(), error ? "" : text);
      Files.writeString(call.standardError(), error ? text : "");
      text.lines().forEach(line);
      if (Files.exists(results)) {
        leave(call);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ToolRun(call, FAILED, Duration.ZERO);
  }

  private void leave(ToolCall call) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(results)) {
      for (Path file : files.toList()) {
        Files.writeString(to.resolve(file.getFileName()), here(file, call));
      }
    }
  }

  private static String here(Path file, ToolCall call) throws IOException {
    return Files.readString(file).replace(RECORDED_IN, call.directory() + "/ansible/");
  }

  /** A balancer that will not switch to that slot. */
  static TrafficSwitch refusing(TrafficSwitch real, Slot slot, TrafficException why) {
    return (TrafficSwitch)
        Proxy.newProxyInstance(
            Replay.class.getClassLoader(),
            new Class<?>[] {TrafficSwitch.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("switchTo") && List.of(arguments).contains(slot)) {
                throw why;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
