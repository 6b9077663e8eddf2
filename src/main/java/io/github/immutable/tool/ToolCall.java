package io.github.immutable.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of a tool, described and not yet started.
 *
 * @param name what logs and messages call it, unique within a release: {@code terraform-plan}
 * @param command executable and arguments; never passed through a shell
 * @param directory working directory
 * @param environment added to what is inherited, see {@link Inherited}; an empty value removes the
 *     variable
 * @param logs folder for the files {@code NAME.out} and {@code NAME.err}
 * @param timeout after which the tool is stopped, politely first
 * @param role which secrets it may be given
 * @param unkept whether what it prints is for this process alone, and no log is kept
 */
public record ToolCall(
    String name,
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Path logs,
    Duration timeout,
    Role role,
    boolean unkept) {
  private static final int LONGEST_NAME = 100;

  /** What a tool does in a release; a pipeline says which secrets are given to which. */
  public enum Role {
    /** One that is given none. */
    OTHER,
    TERRAFORM,
    PACKER,
    PREPARE,
    HEALTH,
    INVENTORY,
    TRAFFIC
  }

  public ToolCall {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a tool call needs a command: " + name);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A call that is given no secrets. */
  public ToolCall(
      String name,
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Path logs,
      Duration timeout) {
    this(name, command, directory, environment, logs, timeout, Role.OTHER, false);
  }

  /** The same as one of that role. */
  public ToolCall as(Role its) {
    return new ToolCall(name, command, directory, environment, logs, timeout, its, unkept);
  }

  /** The same with nothing kept of what it prints. */
  public ToolCall keepingNothing() {
    return new ToolCall(name, command, directory, environment, logs, timeout, role, true);
  }

  /** The same with its logs elsewhere. */
  public ToolCall loggedIn(Path folder) {
    return new ToolCall(name, command, directory, environment, folder, timeout, role, unkept);
  }

  /** The same with more in its environment; what it says itself counts more. */
  public ToolCall with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(environment);
    return new ToolCall(name, command, directory, all, logs, timeout, role, unkept);
  }

  /** Where standard output goes, whole, without secrets, once it has ended. */
  public Path standardOutput() {
    return logs.resolve(fileName() + ".out");
  }

  /** Where standard error goes, whole, without secrets, once it has ended. */
  public Path standardError() {
    return logs.resolve(fileName() + ".err");
  }

  /**
   * Names may be those of servers, which somebody's Terraform root chose: none leaves its folder.
   */
  private String fileName() {
    String harmless = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]", "_");
    if (harmless.equals(name) && name.length() <= LONGEST_NAME) {
      return name;
    }
    return harmless.substring(0, Math.min(harmless.length(), LONGEST_NAME))
        + "-"
        + new Digest().text(name).hex().substring(0, 12);
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "ToolCall[" + name + ", " + command + ", in " + directory + "]";
  }
}
