package io.github.immutable.release;

import java.nio.file.Path;

/**
 * What must be so before a release is recorded. Handed in with {@link Site}, because it asks this
 * machine for its real tools.
 */
public interface Prerequisites {

  /**
   * Refuses a machine that lacks a tool, room, or permission.
   *
   * @param building whether an image may have to be built
   */
  void machine(Site site, boolean building) throws ReleaseFailure, InterruptedException;

  /**
   * Refuses files that do not offer what a release needs of them.
   *
   * @param checkout the version's clean checkout
   */
  void files(Site site, Path checkout) throws ReleaseFailure, InterruptedException;
}
