package io.github.immutable.release;

import io.github.immutable.ledger.ReleaseRecord;
import java.nio.file.Path;

/**
 * How far a release has got. Each carries exactly what the next needs, so that the types do not
 * allow unverified servers to be promoted.
 */
public sealed interface Stage {

  /** The release, as far as it is known. */
  ReleaseRecord release();

  /**
   * Its version is resolved and checked out.
   *
   * @param checkout clean, and nobody else's
   * @param rebuild whether Packer runs even where the image is known
   * @param again whether servers are replaced even where the same ones are live
   */
  record Planned(ReleaseRecord release, Path checkout, boolean rebuild, boolean again)
      implements Stage {}

  /**
   * Its image exists.
   *
   * @param root the Terraform root that its servers will be made by: the project's, or the one kept
   *     with the release that is brought back
   * @param again whether servers are replaced even where the same ones are live
   */
  record Built(ReleaseRecord release, Path root, boolean again) implements Stage {}

  /** Its servers exist. */
  record Launched(ReleaseRecord release) implements Stage {}

  /** Its servers are healthy, and have proved that they run its image. */
  record Verified(ReleaseRecord release) implements Stage {}

  /** Its servers have the traffic. */
  record Promoted(ReleaseRecord release) implements Stage {}

  /** Its servers have stayed healthy under traffic. */
  record Soaked(ReleaseRecord release) implements Stage {}

  /**
   * Nothing is left to do.
   *
   * @param unchanged whether the same was live already, and nothing was done
   */
  record Completed(ReleaseRecord release, boolean unchanged) implements Stage {}
}
