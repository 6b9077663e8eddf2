package io.github.immutable.servers;

import java.io.IOException;
import java.nio.file.Path;

/** A local Terraform state file, version 4. */
public final class TerraformState {
  private TerraformState() {}

  /** Whether anything stands according to it. A state that cannot be read counts as one. */
  public static boolean holdsResources(Path state) {
    try {
      return !Json.MAPPER.readTree(state.toFile()).path("resources").isEmpty();
    } catch (IOException e) {
      return true;
    }
  }
}
