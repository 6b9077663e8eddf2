package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.immutable.tool.Redactor;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, pipelines and releases that are named to break out of wherever a name is put. */
class HostileNamesTest {
  private static final int COUNT = 1000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private SampleProject project;

  @BeforeEach
  void project() throws Exception {
    project = SampleProject.committed(folder.resolve("shop"));
  }

  @Test
  void promise_8_no_version_leaves_the_project_or_moves_the_cursor() throws Exception {
    Set<Path> before = files();
    int refused = 0;
    for (String name : meaningNoCommit(HostileNames.some(COUNT))) {
      refused += refused("build", "--project", project.folder().toString(), "--", name);
      refused += refused("build", name, "--project", project.folder().toString());
    }
    assertThat(files()).as("written").isEqualTo(before);
    assertThat(Path.of("x")).as("what a shell would have touched").doesNotExist();
    System.out.println("hostile versions: " + refused + " runs, all refused");
  }

  @Test
  void promise_8_no_pipeline_or_release_leaves_the_project_or_moves_the_cursor() throws Exception {
    Set<Path> before = files();
    int refused = 0;
    for (String name : HostileNames.some(COUNT)) {
      refused += refused("status", "--project", project.folder().toString(), "--pipeline=" + name);
      refused += refused("show", "--project", project.folder().toString(), "--", name);
    }
    assertThat(files()).as("written").isEqualTo(before);
    System.out.println("hostile pipelines and releases: " + refused + " runs, all refused");
  }

  @Test
  void no_text_moves_the_cursor() throws Exception {
    for (String name : HostileNames.some(5 * COUNT)) {
      StringWriter shown = new StringWriter();
      try (ShownWriter writer = new ShownWriter(shown, new Redactor())) {
        writer.write(name);
      }
      assertThat(shown.toString().chars().filter(HostileNamesTest::movesTheCursor)).isEmpty();
    }
  }

  /** {@code HEAD} and {@code v1} would be built. */
  private List<String> meaningNoCommit(List<String> names) throws IOException {
    List<String> left = new ArrayList<>();
    try (Git git = Git.open(project.folder().toFile())) {
      for (String name : names) {
        if (!meansCommit(git.getRepository(), name)) {
          left.add(name);
        }
      }
    }
    assertThat(left).hasSizeGreaterThan(names.size() - 20);
    return left;
  }

  private static boolean meansCommit(Repository repository, String name) {
    try {
      return repository.resolve(name) != null;
    } catch (IllegalArgumentException | IOException e) {
      return false;
    }
  }

  private static int refused(String... arguments) {
    Run run = Run.of(arguments);
    if (run.exitCode() != 2 || run.err().contains("Exception")) {
      fail("%s ended with %d: %s".formatted(arguments[arguments.length - 1], run.exitCode(), run));
    }
    assertThat((run.out() + run.err()).chars().filter(HostileNamesTest::movesTheCursor)).isEmpty();
    return 1;
  }

  private static boolean movesTheCursor(int character) {
    return (Character.isISOControl(character) && character != '\n' && character != '\t')
        || (character >= 0x202a && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x2069);
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new TreeSet<>(all.filter(file -> !file.toString().contains("/.immutable")).toList());
    }
  }
}
