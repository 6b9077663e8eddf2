package io.github.immutable.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Finds the commits between two, among those that touch the project's folder. */
final class CommitWalk {
  private static final int SHORT = 7;
  private static final CommitRange UNKNOWN =
      new CommitRange(CommitRange.Direction.UNKNOWN, List.of(), List.of());

  private final Repository repository;
  private final String prefix;

  CommitWalk(Repository repository, String prefix) {
    this.repository = repository;
    this.prefix = prefix;
  }

  CommitRange between(ObjectId from, ObjectId to) throws IOException {
    if (from.equals(to)) {
      return new CommitRange(CommitRange.Direction.SAME, List.of(), List.of());
    }
    try {
      CommitRange.Direction direction = direction(from, to);
      return direction == CommitRange.Direction.UNKNOWN
          ? UNKNOWN
          : new CommitRange(direction, onlyIn(to, from), onlyIn(from, to));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return UNKNOWN;
    }
  }

  private CommitRange.Direction direction(ObjectId from, ObjectId to) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit one = walk.parseCommit(from);
      RevCommit other = walk.parseCommit(to);
      if (walk.isMergedInto(one, other)) {
        return CommitRange.Direction.FORWARD;
      }
      if (walk.isMergedInto(other, one)) {
        return CommitRange.Direction.BACK;
      }
      // in a shallow clone the way from one to the other may be cut off
      return repository.getObjectDatabase().getShallowCommits().isEmpty()
          ? CommitRange.Direction.SIDEWAYS
          : CommitRange.Direction.UNKNOWN;
    }
  }

  private List<CommitRange.Entry> onlyIn(ObjectId one, ObjectId other) throws IOException {
    List<CommitRange.Entry> entries = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(one));
      walk.markUninteresting(walk.parseCommit(other));
      if (!prefix.isEmpty()) {
        walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(prefix), TreeFilter.ANY_DIFF));
      }
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        String id = walk.getObjectReader().abbreviate(commit, SHORT).name();
        entries.add(new CommitRange.Entry(id, commit.getShortMessage()));
      }
    }
    return entries;
  }
}
