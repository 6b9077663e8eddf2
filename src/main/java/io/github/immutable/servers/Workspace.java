package io.github.immutable.servers;

import java.nio.file.Path;

/**
 * Where Terraform keeps one slot: a state, a data directory and a lock of its own, so that slots
 * never wait for one another.
 *
 * @param folder holds all of it; never a scratch folder
 */
public record Workspace(String project, String pipeline, Slot slot, Path folder) {

  /** Terraform's workspace: {@code web-local-blue}. */
  public String name() {
    return project + "-" + pipeline + "-" + slot;
  }

  /** The folder of local states, one folder below it per workspace. */
  public Path states() {
    return folder.resolve("states");
  }

  /** This slot's local state. */
  public Path state() {
    return states().resolve(name()).resolve("terraform.tfstate");
  }

  /** What {@code TF_DATA_DIR} is. */
  public Path data() {
    return folder.resolve(name()).resolve("data");
  }

  /** Held by a Terraform and its children until the last of them is gone. */
  public Path lock() {
    return folder.resolve(name()).resolve("lock");
  }
}
