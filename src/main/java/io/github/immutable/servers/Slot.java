package io.github.immutable.servers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A set of servers with a Terraform state of its own; a pipeline has two and they take turns. */
public enum Slot {
  BLUE,
  GREEN;

  /** The slot that takes over from this one. */
  public Slot other() {
    return this == BLUE ? GREEN : BLUE;
  }

  /** The name used in files, labels, workspaces and on screen: {@code blue} or {@code green}. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The slot with this label.
   *
   * @throws IllegalArgumentException when it is neither {@code blue} nor {@code green}
   */
  @JsonCreator
  public static Slot of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return label();
  }
}
