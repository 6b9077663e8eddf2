package io.github.immutable.cli;

import io.github.immutable.release.Releases;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code build} and {@code release} are given. */
final class VersionArgument {
  private VersionArgument() {}

  static Releases.Request request(
      CommandSpec spec,
      String version,
      boolean workingTree,
      boolean rebuild,
      boolean again,
      boolean keepFailed,
      boolean allowDirty) {
    if (version.isEmpty() == !workingTree) {
      throw new ParameterException(
          spec.commandLine(),
          workingTree
              ? "either a version or --working-tree, not both"
              : "a version is missing: a tag, a branch or a commit");
    }
    return new Releases.Request(version, workingTree, rebuild, again, keepFailed, allowDirty);
  }
}
