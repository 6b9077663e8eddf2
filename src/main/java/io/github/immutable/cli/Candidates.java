package io.github.immutable.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What can be completed is known to the project alone, when somebody types: marks, which the
 * completion script has replaced by shell commands. Each ends within milliseconds, says nothing
 * where there is no project, and reads the same in bash and zsh.
 */
final class Candidates {
  private static final String TAGS = "@tags@";
  private static final String PIPELINES = "@pipelines@";

  /** What lists the candidates behind a mark, one a line. */
  static final Map<String, String> LISTS =
      Map.of(
          TAGS,
          "git tag --list 2>/dev/null",
          PIPELINES,
          "ls pipelines 2>/dev/null | sed -n 's/\\.yml$//p'");

  private Candidates() {}

  /** Versions by the tags of the repository around the working directory. */
  static final class Tags implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(TAGS).iterator();
    }
  }

  /** Pipelines of the project that is the working directory. */
  static final class Pipelines implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(PIPELINES).iterator();
    }
  }

  /** What servers can be. */
  static final class Targets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ReferenceFiles.targets().iterator();
    }
  }
}
