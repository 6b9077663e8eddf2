package io.github.immutable.image;

import io.github.immutable.tool.ToolCall;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A clean checkout, and how the tools of a build run in it.
 *
 * @param folder absolute
 * @param path folders put in front of PATH, relative to the checkout
 * @param logs where the tools' output goes
 * @param timeout of each tool
 */
public record Checkout(Path folder, List<String> path, Path logs, Duration timeout) {

  public Checkout {
    path = List.copyOf(path);
  }

  /** A call with this folder as working directory; {@code name} is unique within a release. */
  public ToolCall call(String name, List<String> command, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", searchPath());
    return new ToolCall(name, located(command), folder, all, logs, timeout);
  }

  private String searchPath() {
    String inherited = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.concat(path.stream().map(this::inside), Stream.of(inherited))
        .collect(Collectors.joining(File.pathSeparator));
  }

  // A relative executable with a slash means the checkout's file, whatever the starter's own
  // working directory is.
  private List<String> located(List<String> command) {
    String executable = command.get(0);
    return executable.contains("/")
        ? Stream.concat(Stream.of(inside(executable)), command.stream().skip(1)).toList()
        : command;
  }

  private String inside(String relative) {
    return folder.resolve(relative).normalize().toString();
  }
}
