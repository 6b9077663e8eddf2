package io.github.immutable.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
  private final Path project;

  VersionProblems(Repository repository, Path project) {
    this.repository = repository;
    this.project = project;
  }

  SourceException notAName(String version) throws IOException {
    if (version.isBlank()) {
      return new SourceException(
          "no version was given", orNearest("", "name a tag, a branch or a commit"));
    }
    return isPath(version)
        ? path(version)
        : new SourceException(
            "`"
                + version
                + "` is not a version: "
                + (version.startsWith("-")
                    ? "none begins with a dash"
                    : "no tag, branch or commit is called so"),
            orNearest("", "name a tag, a branch or a commit"));
  }

  private boolean isPath(String version) {
    try {
      return Files.exists(project.resolve(version));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static SourceException path(String version) {
    return new SourceException(
        "`" + version + "` is not a version but a file or folder",
        "name a tag, a branch or a commit; what lies here, committed or not, is released by"
            + " --working-tree");
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
    if (isPath(version)) {
      return path(version);
    }
    boolean shallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
    if (shallow) {
      return new SourceException(
          "no tag, branch or commit `" + version + "` in this clone, which is a shallow one",
          "fetch the rest: git fetch --unshallow --tags");
    }
    return new SourceException(
        "no tag, branch or commit `" + version + "`",
        repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS).isEmpty()
            ? "make it: git tag " + version + "; or fetch it: git fetch --tags"
            : orNearest(version, "fetch it: git fetch --tags"));
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
