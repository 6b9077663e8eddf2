package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A local Terraform state file, version 4. */
public final class TerraformState {
  private TerraformState() {}

  /** Whether a root's states are files beside the ledger, and not some backend's. */
  public static boolean isKeptHere(TerraformRoot root) throws IOException {
    return !root.hasBackend();
  }

  /** The same, or files of a backend {@code local}. */
  public static boolean isOnThisMachine(TerraformRoot root) throws IOException {
    return !root.hasBackend() || root.hasLocalBackend();
  }

  /** How many resources stand according to it; empty when it cannot be read. */
  public static OptionalInt resources(Path state) {
    try {
      JsonNode document = Json.MAPPER.readTree(state.toFile());
      return document.isObject()
          ? OptionalInt.of(document.path("resources").size())
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /** Whether anything stands according to it. A state that cannot be read counts as one. */
  public static boolean holdsResources(Path state) {
    OptionalInt known = resources(state);
    return known.isEmpty() || known.getAsInt() > 0;
  }
}
