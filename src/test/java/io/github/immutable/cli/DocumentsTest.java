package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.immutable.release.ReleaseFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents say of the command line is so. */
class DocumentsTest {
  private static final Pattern QUOTED = Pattern.compile("`(immutable [a-z][^`]*)`");
  private static final Pattern TYPED =
      Pattern.compile("^(?:\\$ |bin/)?(immutable [a-z](?:(?!  ).)*)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
          Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of),
          docs.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream())
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_command_in_a_document_is_one_that_is_accepted(Path document) throws IOException {
    String text = Files.readString(document);
    Stream.of(QUOTED, TYPED)
        .flatMap(pattern -> pattern.matcher(text).results())
        .map(found -> found.group(1).replaceAll("\\[(\\S+)]", "$1"))
        .forEach(
            command ->
                assertThatCode(() -> root().parseArgs(words(command)))
                    .as(document + ": " + command)
                    .doesNotThrowAnyException());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_link_leads_to_a_file_and_a_heading(Path document) throws IOException {
    for (MatchResult link : LINK.matcher(Files.readString(document)).results().toList()) {
      Path file = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
      assertThat(file).exists();
      if (link.group(2) != null) {
        assertThat(anchors(file)).as(document + ": " + link.group()).contains(link.group(2));
      }
    }
  }

  @Test
  void every_command_is_in_the_readme() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(
            root().getSubcommands().keySet().stream().map(verb -> "| `immutable " + verb).toList());
  }

  @Test
  void exit_codes_are_those_of_the_help() throws IOException {
    String help = Run.of("--help").out();
    String table = "(?m)^\\| (\\d+) \\| ([^|]+) \\|";
    for (String document : new String[] {"docs/exit-codes.md", "docs/architecture.md"}) {
      assertThat(
              Pattern.compile(table)
                  .matcher(Files.readString(Path.of(document)))
                  .results()
                  .filter(row -> !row.group(1).equals("4"))
                  .map(DocumentsTest::asInHelp))
          .as(document)
          .isNotEmpty()
          .allSatisfy(line -> assertThat(help).contains(line));
    }
  }

  @Test
  void every_failure_case_is_in_the_document_of_exit_codes() throws IOException {
    assertThat(Files.readString(Path.of("docs/exit-codes.md")))
        .contains(
            Arrays.stream(ReleaseFailure.class.getPermittedSubclasses())
                .map(its -> "`" + its.getSimpleName() + "`")
                .toList());
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path file) throws IOException {
    return Files.readString(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String asInHelp(MatchResult row) {
    return String.format("  %-5s%s", row.group(1), row.group(2).strip());
  }

  private static String[] words(String command) {
    // What a shell does with the output, or when the command fails, is nothing of the command's.
    return Arrays.stream(command.split(" \\|\\| | >", 2)[0].split(" +", -1))
        .skip(1)
        .map(word -> word.replace("\"", ""))
        .toArray(String[]::new);
  }

  private static CommandLine root() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return RootCommand.commandLine(nowhere, nowhere);
  }
}
