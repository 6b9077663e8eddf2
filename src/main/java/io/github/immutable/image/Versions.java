package io.github.immutable.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds the commit that a version means, and refuses to guess. */
final class Versions {
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{4,40}");
  private static final int FULL = 40;
  private static final int SHORT = 7;

  private final Repository repository;
  private final VersionProblems problems;

  Versions(Repository repository, Path project) {
    this.repository = repository;
    this.problems = new VersionProblems(repository, project);
  }

  Commit resolve(String version) throws SourceException, IOException {
    if (!version.equals("HEAD") && !isName(version)) {
      throw problems.notAName(version);
    }
    if (repository.resolve("HEAD") == null && repository.getRefDatabase().getRefs().isEmpty()) {
      throw problems.noCommitYet();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      Map<String, RevCommit> meanings = new LinkedHashMap<>();
      for (Map.Entry<String, ObjectId> candidate : candidates(version).entrySet()) {
        meanings.put(candidate.getKey(), commit(walk, version, candidate));
      }
      if (meanings.isEmpty()) {
        throw problems.unknown(version);
      }
      if (meanings.values().stream().distinct().count() > 1) {
        throw problems.ambiguous(version, meanings);
      }
      return described(version, meanings.values().iterator().next());
    }
  }

  /** What every tag means, the newest commit first. */
  List<Commit> tags() throws IOException {
    List<Commit> tags = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
        try {
          RevCommit commit = walk.parseCommit(tag.getObjectId());
          tags.add(described(Repository.shortenRefName(tag.getName()), commit));
        } catch (IncorrectObjectTypeException e) {
          // a tag may name a file; nothing is released from it
        }
      }
    }
    tags.sort(Comparator.comparing(Commit::time).reversed());
    return tags;
  }

  // `refs/tags/` in front, since a branch may not begin with what a tag may
  private static boolean isName(String version) {
    return !version.startsWith("-")
        && !version.equals("@")
        && Repository.isValidRefName("refs/tags/" + version)
        && version.codePoints().noneMatch(Character::isISOControl);
  }

  private Map<String, ObjectId> candidates(String version) throws IOException {
    Map<String, ObjectId> found = new LinkedHashMap<>();
    if (version.equals("HEAD") || version.startsWith("refs/")) {
      putRef(found, version);
      return found;
    }
    if (version.length() == FULL && HEXADECIMAL.matcher(version).matches()) {
      found.put(version, ObjectId.fromString(version));
      return found;
    }
    putRef(found, "refs/tags/" + version);
    // As in git, the local branch is meant where it and its remote one differ.
    if (!putRef(found, "refs/heads/" + version)
        && !putRef(found, "refs/remotes/origin/" + version)) {
      putRef(found, "refs/remotes/" + version);
    }
    if (HEXADECIMAL.matcher(version).matches()) {
      abbreviated(version).forEach(id -> found.put(id.name(), id));
    }
    return found;
  }

  private boolean putRef(Map<String, ObjectId> found, String name) throws IOException {
    Ref ref = repository.exactRef(name);
    if (ref == null || ref.getObjectId() == null) {
      return false;
    }
    found.put(name, ref.getObjectId());
    return true;
  }

  private Collection<ObjectId> abbreviated(String prefix) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      TreeSet<ObjectId> commits = new TreeSet<>();
      for (ObjectId id : reader.resolve(AbbreviatedObjectId.fromString(prefix))) {
        if (walk.parseAny(id) instanceof RevCommit) {
          commits.add(id);
        }
      }
      return commits;
    }
  }

  private RevCommit commit(RevWalk walk, String version, Map.Entry<String, ObjectId> candidate)
      throws IOException, SourceException {
    try {
      return walk.parseCommit(candidate.getValue());
    } catch (MissingObjectException e) {
      throw problems.unknown(version);
    } catch (IncorrectObjectTypeException e) {
      throw problems.notACommit(version, candidate.getKey());
    }
  }

  private Commit described(String version, RevCommit commit) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return new Commit(
          version,
          commit.name(),
          reader.abbreviate(commit, SHORT).name(),
          commit.getShortMessage(),
          Instant.ofEpochSecond(commit.getCommitTime()));
    }
  }

  static List<String> names(Collection<Ref> refs) {
    return refs.stream().map(ref -> Repository.shortenRefName(ref.getName())).toList();
  }
}
