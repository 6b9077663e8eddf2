package io.github.immutable.cli;

import io.github.immutable.image.Source;
import io.github.immutable.image.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** From a folder with a project in it to its first release: what there is to type. */
final class FirstSteps {
  private static final String FIRST = "v1";

  private FirstSteps() {}

  /**
   * One line each.
   *
   * @param typed the folder as the user named it
   * @param unchanged whether there is nothing new to commit
   */
  static List<String> of(Path typed, Path folder, boolean unchanged) {
    List<String> steps = new ArrayList<>();
    String there = typed.normalize().toString();
    if (!there.isEmpty()) {
      steps.add("cd " + quoted(there));
    }
    String version = FIRST;
    if (!isInGit(folder)) {
      steps.add("git init && git add . && git commit -m 'First version' && git tag " + FIRST);
    } else if (!unchanged || !isKnown(folder, "HEAD")) {
      boolean taken = isKnown(folder, FIRST);
      version = taken ? "HEAD" : FIRST;
      steps.add(
          "git add . && git commit -m 'First version'" + (taken ? "" : " && git tag " + FIRST));
    } else if (!isKnown(folder, FIRST)) {
      version = "HEAD";
    }
    steps.add("immutable doctor");
    steps.add("immutable release " + version);
    return steps;
  }

  private static boolean isInGit(Path folder) {
    return new FileRepositoryBuilder().findGitDir(folder.toFile()).getGitDir() != null;
  }

  private static boolean isKnown(Path folder, String version) {
    try (Source source = Source.open(folder)) {
      source.resolve(version);
      return true;
    } catch (SourceException unknown) {
      return false;
    }
  }

  private static String quoted(String path) {
    return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
