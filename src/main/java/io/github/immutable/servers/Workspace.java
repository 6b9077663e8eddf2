package io.github.immutable.servers;

import io.github.immutable.tool.ToolLock;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Terraform keeps one slot, or the traffic: a state, a data directory and a lock of its own,
 * so that slots never wait for one another. Where slots share a state, they share all of it.
 *
 * @param name Terraform's workspace: {@code web-local-blue}
 * @param part {@code blue}, {@code green}, {@code shared} or {@code traffic}
 * @param folder holds all of it; never a scratch folder, except where nothing is ever applied
 * @param data what {@code TF_DATA_DIR} is
 */
public record Workspace(String name, String part, Path folder, Path data) {
  private static final String TRAFFIC = "traffic";
  private static final String SHARED = "shared";

  public Workspace(String project, String pipeline, Slot slot, Path folder) {
    this(project + "-" + pipeline + "-" + slot, slot.label(), folder);
  }

  private Workspace(String name, String part, Path folder) {
    this(name, part, folder, folder.resolve(name + "/data"));
  }

  /** Where Terraform keeps what decides which slot has the traffic. */
  public static Workspace ofTraffic(String project, String pipeline, Path folder) {
    return new Workspace(project + "-" + pipeline + "-" + TRAFFIC, TRAFFIC, folder);
  }

  /** Where Terraform keeps both slots. */
  public static Workspace ofBoth(
      String project, String pipeline, @Nullable String name, Path folder) {
    String usual = project + "-" + pipeline + "-" + SHARED;
    return name == null
        ? new Workspace(usual, SHARED, folder)
        : new Workspace(name, SHARED, folder, folder.resolve(usual + "/data"));
  }

  /** For people: {@code slot blue}, {@code the traffic root}. */
  public String title() {
    return switch (part) {
      case TRAFFIC -> "the traffic root";
      case SHARED -> "the state of both slots";
      default -> "slot " + part;
    };
  }

  /**
   * For a plan that is never applied: the same state and the same lock, and a data directory that
   * no release uses. It is kept, since providers may be large.
   */
  public Workspace forLooking() {
    return new Workspace(name, part, folder, data.resolveSibling("looking"));
  }

  /** The same with a state that is empty, whatever the slot holds now. */
  public Workspace asIfEmpty(Path scratch) {
    return new Workspace(name, part, scratch, data);
  }

  /** The folder of local states, one folder below it per workspace. */
  public Path states() {
    return folder.resolve("states");
  }

  /** Its local state. */
  public Path state() {
    return states().resolve(name).resolve("terraform.tfstate");
  }

  /** Held by a Terraform and its children until the last of them is gone. */
  public ToolLock lock() {
    return new ToolLock(folder.resolve(name).resolve("lock"));
  }
}
