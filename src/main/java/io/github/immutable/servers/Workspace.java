package io.github.immutable.servers;

import io.github.immutable.tool.ToolLock;
import java.nio.file.Path;

/**
 * Where Terraform keeps one slot, or the traffic: a state, a data directory and a lock of its own,
 * so that slots never wait for one another.
 *
 * @param part {@code blue}, {@code green} or {@code traffic}
 * @param folder holds all of it; never a scratch folder, except where nothing is ever applied
 * @param data what {@code TF_DATA_DIR} is
 */
public record Workspace(String project, String pipeline, String part, Path folder, Path data) {
  private static final String TRAFFIC = "traffic";

  public Workspace(String project, String pipeline, Slot slot, Path folder) {
    this(project, pipeline, slot.label(), folder);
  }

  private Workspace(String project, String pipeline, String part, Path folder) {
    this(project, pipeline, part, folder, folder.resolve(name(project, pipeline, part) + "/data"));
  }

  /** Where Terraform keeps what decides which slot has the traffic. */
  public static Workspace ofTraffic(String project, String pipeline, Path folder) {
    return new Workspace(project, pipeline, TRAFFIC, folder);
  }

  /** For people: {@code slot blue}, {@code the traffic root}. */
  public String title() {
    return part.equals(TRAFFIC) ? "the traffic root" : "slot " + part;
  }

  /**
   * For a plan that is never applied: the same state and the same lock, and a data directory that
   * no release uses. It is kept, since providers may be large.
   */
  public Workspace forLooking() {
    return new Workspace(
        project, pipeline, part, folder, folder.resolve(name()).resolve("looking"));
  }

  /** The same with a state that is empty, whatever the slot holds now. */
  public Workspace asIfEmpty(Path scratch) {
    return new Workspace(project, pipeline, part, scratch, data);
  }

  /** Terraform's workspace: {@code web-local-blue}. */
  public String name() {
    return name(project, pipeline, part);
  }

  private static String name(String project, String pipeline, String part) {
    return project + "-" + pipeline + "-" + part;
  }

  /** The folder of local states, one folder below it per workspace. */
  public Path states() {
    return folder.resolve("states");
  }

  /** Its local state. */
  public Path state() {
    return states().resolve(name()).resolve("terraform.tfstate");
  }

  /** Held by a Terraform and its children until the last of them is gone. */
  public ToolLock lock() {
    return new ToolLock(folder.resolve(name()).resolve("lock"));
  }
}
