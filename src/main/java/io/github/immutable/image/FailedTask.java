package io.github.immutable.image;

/**
 * A task of a play that failed.
 *
 * @param task its name, a role's in front as {@code role : task}; without its arguments
 * @param message what the module said, and the end of its standard error
 * @param file the playbook or task file as Ansible names it; empty where unknown
 * @param line in that file; 0 where unknown
 */
public record FailedTask(
    String play, String task, String host, String message, String file, int line) {

  @Override
  public String toString() {
    return "task \"%s\" failed on host %s (play \"%s\"): %s".formatted(task, host, play, message);
  }
}
