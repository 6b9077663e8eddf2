package io.github.immutable.image;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** Why a version means no commit, and what to type instead. */
final class VersionProblems {
  private static final int SUGGESTIONS = 3;

  private final Repository repository;

  VersionProblems(Repository repository) {
    this.repository = repository;
  }

  SourceException notAName(String version) throws IOException {
    return new SourceException(
        version.isBlank()
            ? "no version was given"
            : "`"
                + version
                + "` is not a version: a tag, a branch or a commit is, an expression not",
        orNearest("", "name a tag, a branch or a commit"));
  }

  SourceException noCommitYet() {
    return new SourceException(
        "the git repository has no commit yet", "make one: git add . && git commit");
  }

  SourceException notACommit(String version, String name) {
    return new SourceException(
        "`" + version + "` (" + name + ") is not a commit but a file or folder in git",
        "name a tag, a branch or a commit");
  }

  SourceException unknown(String version) throws IOException {
    boolean shallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
    if (shallow) {
      return new SourceException(
          "no tag, branch or commit `" + version + "` in this clone, which is a shallow one",
          "fetch the rest: git fetch --unshallow --tags");
    }
    return new SourceException(
        "no tag, branch or commit `" + version + "`",
        orNearest(version, "fetch it: git fetch --tags"));
  }

  SourceException ambiguous(String version, Map<String, RevCommit> meanings) {
    String all =
        meanings.entrySet().stream()
            .map(meaning -> described(meaning.getKey(), meaning.getValue()))
            .collect(Collectors.joining(" and "));
    return new SourceException(
        "`" + version + "` could be " + all,
        "say which: " + String.join(" or ", meanings.keySet()));
  }

  private static String described(String name, RevCommit commit) {
    String subject = "\"" + commit.getShortMessage() + "\"";
    return name.equals(commit.name())
        ? name + " (" + subject + ")"
        : name + " (" + commit.abbreviate(7).name() + ", " + subject + ")";
  }

  private String orNearest(String version, String otherwise) throws IOException {
    List<String> tags =
        Versions.names(repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)).stream()
            .sorted(Comparator.comparingInt((String tag) -> Nearness.distance(tag, version)))
            .limit(SUGGESTIONS)
            .toList();
    return tags.isEmpty() ? otherwise : otherwise + "; nearest tags: " + String.join(", ", tags);
  }
}
