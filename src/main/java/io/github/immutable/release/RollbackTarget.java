package io.github.immutable.release;

import io.github.immutable.ledger.ReleaseRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which release a rollback brings back. Pure functions over the ledger's releases, oldest first.
 */
final class RollbackTarget {
  private RollbackTarget() {}

  /**
   * The release that a bare {@code rollback} means: the last completed one before the live one that
   * was not itself rolled back. A live rollback stands where its target stood, so that rollback
   * typed twice goes two back and does not toggle.
   */
  static Optional<ReleaseRecord> before(List<ReleaseRecord> releases, ReleaseRecord live) {
    int place = origin(releases, live).number();
    return releases.stream()
        .filter(RollbackTarget::wasLive)
        .filter(its -> its.number() < place)
        .filter(its -> !its.rolledBack())
        .filter(its -> !sameThing(its, live))
        .reduce((first, second) -> second);
  }

  /** The last completed release with this id, version or commit that is not the live one. */
  static Optional<ReleaseRecord> named(
      List<ReleaseRecord> releases, ReleaseRecord live, String name) {
    return releases.stream()
        .filter(RollbackTarget::wasLive)
        .filter(its -> its.number() != live.number())
        .filter(
            its ->
                its.id().equals(name)
                    || its.version().equals(name)
                    || (name.length() >= 7 && its.commit().startsWith(name)))
        .reduce((first, second) -> second);
  }

  /** The release that was live when the one with this number started. */
  static Optional<ReleaseRecord> liveBefore(List<ReleaseRecord> releases, int number) {
    return releases.stream()
        .filter(RollbackTarget::wasLive)
        .filter(its -> its.number() < number)
        .reduce((first, second) -> second);
  }

  private static boolean wasLive(ReleaseRecord release) {
    return release.state() == ReleaseRecord.State.COMPLETED
        && release.kind() != ReleaseRecord.Kind.BUILD;
  }

  /** Whether two releases put the same image, root and inputs into the world. */
  static boolean sameThing(ReleaseRecord one, ReleaseRecord other) {
    return Objects.equals(one.image(), other.image())
        && Objects.equals(one.rootDigest(), other.rootDigest())
        && one.version().equals(other.version());
  }

  /** Follows rollbacks to the release that first made what they brought back. */
  private static ReleaseRecord origin(List<ReleaseRecord> releases, ReleaseRecord release) {
    @Nullable String target = release.target();
    return releases.stream()
        .filter(its -> its.id().equals(target))
        .findFirst()
        .map(its -> origin(releases, its))
        .orElse(release);
  }
}
