package io.github.immutable.servers;

import io.github.immutable.tool.ToolLock;
import java.nio.file.Path;

/**
 * Where Terraform keeps one slot: a state, a data directory and a lock of its own, so that slots
 * never wait for one another.
 *
 * @param folder holds all of it; never a scratch folder, except where nothing is ever applied
 * @param data what {@code TF_DATA_DIR} is
 */
public record Workspace(String project, String pipeline, Slot slot, Path folder, Path data) {

  public Workspace(String project, String pipeline, Slot slot, Path folder) {
    this(project, pipeline, slot, folder, folder.resolve(name(project, pipeline, slot) + "/data"));
  }

  /**
   * For a plan that is never applied: the same state and the same lock, and a data directory that
   * no release uses. It is kept, since providers may be large.
   */
  public Workspace forLooking() {
    return new Workspace(
        project, pipeline, slot, folder, folder.resolve(name()).resolve("looking"));
  }

  /** The same with a state that is empty, whatever the slot holds now. */
  public Workspace asIfEmpty(Path scratch) {
    return new Workspace(project, pipeline, slot, scratch, data);
  }

  /** Terraform's workspace: {@code web-local-blue}. */
  public String name() {
    return name(project, pipeline, slot);
  }

  private static String name(String project, String pipeline, Slot slot) {
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

  /** Held by a Terraform and its children until the last of them is gone. */
  public ToolLock lock() {
    return new ToolLock(folder.resolve(name()).resolve("lock"));
  }
}
