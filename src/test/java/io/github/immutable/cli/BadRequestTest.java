package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong requests: exit 2, one message that says what to type instead, and nothing touched. */
class BadRequestTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private SampleProject project;

  @BeforeEach
  void project() throws Exception {
    project = SampleProject.committed(folder.resolve("shop"));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("", "a command is missing", "immutable --help"),
        arguments("relase v1", "there is no command relase", "immutable --help"),
        arguments(
            "traffic", "a command is missing: print-config, start or check", "traffic --help"),
        arguments("traffic stop", "there is no command stop", "traffic --help"),
        arguments("release", "a version is missing: a tag, a branch or a commit", "release --help"),
        arguments("build", "a version is missing: a tag, a branch or a commit", "build --help"),
        arguments("release v1 v2", "one argument too many: v2", "release --help"),
        arguments(
            "release v1 --working-tree",
            "either a version or --working-tree, not both",
            "release --help"),
        arguments("release v1 --rebuil", "Unknown option: '--rebuil'", "release --help"),
        arguments("show", "Missing required parameter: 'RELEASE'", "show --help"),
        arguments("history --number 0", "--number is at least 1, not 0", "history --help"),
        arguments("history -n many", "Invalid value for option '--number'", "history --help"),
        arguments(
            "status --output xml",
            "Invalid value for option '--output': expected one of [TEXT, JSON]"
                + " (case-insensitive) but was 'xml'",
            "status --help"),
        arguments("release v7", "no tag, branch or commit `v7`", "nearest tags: v1"),
        arguments("release --project {} -- -v1", "`-v1` is not a version", "nearest tags: v1"),
        arguments("release v1^", "`v1^` is not a version", "name a tag"),
        arguments("build v7", "no tag, branch or commit `v7`", "git fetch --tags"),
        arguments(
            "status --pipeline locl",
            "no pipeline \"locl\" in pipelines/, which has local; did you mean \"local\"?",
            "--pipeline local"),
        arguments("show local-9", "there is no release local-9", "immutable history"),
        arguments(
            "destroy",
            "destroy asks first, and nobody is there to answer",
            "immutable destroy --yes --pipeline local"),
        arguments("init elsewhere --target moon", "there is no target \"moon\"", "container"),
        arguments("status --project /no/such/folder", "no such folder: /no/such/folder", "exists"));
  }

  @ParameterizedTest(name = "immutable {0}")
  @MethodSource("wrong")
  void is_refused_with_one_message_and_touches_nothing(String line, String message, String next)
      throws Exception {
    Map<String, String> before = project.contents();

    Run run = run(line);

    assertThat(run.firstOfStory()).startsWith("immutable: " + message);
    assertThat(run.story().stream().filter(its -> its.startsWith("immutable: "))).hasSize(1);
    assertThat(run.story().get(run.story().size() - 2)).startsWith("Next:  ").contains(next);
    assertThat(run.story().getLast()).startsWith("Help:  immutable help ");
    assertThat(run.err()).doesNotContain("Exception", "Unmatched");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(project.contents()).isEqualTo(before);
    assertThat(project.releases()).isEmpty();
  }

  @ParameterizedTest(name = "immutable {0} --output json")
  @MethodSource("wrong")
  void says_the_same_as_json_where_asked(String line, String message, String next) {
    Run run = run(line.contains("xml") ? line + " --output json" : "-o json " + line);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().at("/exit_code").asInt()).isEqualTo(2);
    assertThat(run.json().at("/failure/case").asText()).isIn("BadRequest", "VersionUnusable");
    assertThat(run.json().at("/failure/next").asText()).isNotEmpty();
    assertThat(run.firstOfStory())
        .isEqualTo("immutable: " + run.json().at("/failure/message").asText());
  }

  private Run run(String line) {
    boolean ofProject =
        Stream.of("release ", "build", "status", "show local", "history", "destroy")
            .anyMatch(line::contains);
    String filled = line.replace("{}", project.folder().toString());
    String[] words = filled.isEmpty() ? new String[0] : filled.split(" ", -1);
    return ofProject && !line.contains("--project") ? project.run(words) : Run.of(words);
  }
}
