package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The help of every verb: complete, and with examples that the command line accepts. */
class HelpTest {
  static Stream<String> commands() {
    List<String> names = new ArrayList<>();
    collect(root(), names);
    return names.stream();
  }

  @ParameterizedTest(name = "{0} --help")
  @MethodSource("commands")
  void says_what_it_does_and_shows_an_example(String name) {
    Run run = Run.of(arguments(name, "--help"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Usage: " + name);
    assertThat(examples(run.out())).isNotEmpty();
  }

  @ParameterizedTest(name = "{0} --help")
  @MethodSource("commands")
  void describes_every_option_and_argument(String name) {
    CommandLine command = command(name);

    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    for (CommandLine.Model.ArgSpec argument : command.getCommandSpec().args()) {
      assertThat(String.join(" ", argument.description()))
          .as(argument.toString())
          .isNotBlank()
          .endsWith(".");
    }
  }

  /** The list of commands shows the first line of each description, beside its name. */
  @ParameterizedTest(name = "{0} --help")
  @MethodSource("commands")
  void begins_with_a_sentence_that_is_one_line_of_a_list(String name) {
    String summary = command(name).getCommandSpec().usageMessage().description()[0];

    assertThat(summary).matches("[A-Z][^.]*[.]").hasSizeLessThanOrEqualTo(66);
  }

  @ParameterizedTest(name = "{0} --help")
  @MethodSource("commands")
  void fits_80_columns_without_breaking_an_example(String name) {
    List<String> help = Run.of(arguments(name, "--help")).out().lines().toList();

    assertThat(help).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(help).contains(command(name).getCommandSpec().usageMessage().footer());
  }

  @ParameterizedTest(name = "{0} --version")
  @MethodSource("commands")
  void has_the_version_of_the_whole(String name) {
    assertThat(Run.of(arguments(name, "--version")).out()).startsWith("immutable ");
  }

  @ParameterizedTest(name = "{0} --help")
  @MethodSource("commands")
  void shows_examples_that_the_command_line_accepts(String name) {
    for (String example : examples(Run.of(arguments(name, "--help")).out())) {
      CommandLine.ParseResult parsed = root().parseArgs(arguments(example.replaceAll(" +", " ")));
      assertThat(parsed.errors()).as(example).isEmpty();
    }
  }

  @Test
  void the_top_names_every_verb_and_every_exit_code() {
    Run run = Run.of("--help");

    assertThat(run.out()).contains(root().getSubcommands().keySet());
    assertThat(
            run.out().lines().filter(line -> line.matches("  \\d+ +\\S.*")).map(HelpTest::number))
        .containsExactly(0, 1, 2, 3, 10, 11, 12, 20, 130);
  }

  @Test
  void the_version_names_the_tool_and_its_jvm() {
    assertThat(Run.of("--version").out()).startsWith("immutable ").contains("JVM ");
  }

  private static int number(String line) {
    return Integer.parseInt(line.strip().split(" ", -1)[0]);
  }

  /** The commands under "Examples:", without what is said about them. */
  private static List<String> examples(String help) {
    return help.lines()
        .dropWhile(line -> !line.equals("Examples:"))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .filter(line -> line.contains("immutable "))
        .map(line -> line.substring(line.indexOf("immutable ")).split(" {4,}| >", -1)[0].strip())
        .toList();
  }

  private static void collect(CommandLine line, List<String> names) {
    names.add(line.getCommandSpec().qualifiedName());
    line.getSubcommands().values().forEach(sub -> collect(sub, names));
  }

  private static CommandLine command(String name) {
    CommandLine line = root();
    for (String word : arguments(name)) {
      line = Objects.requireNonNull(line.getSubcommands().get(word), word);
    }
    return line;
  }

  private static String[] arguments(String name, String... more) {
    return Stream.concat(Arrays.stream(name.split(" ", -1)).skip(1), Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static CommandLine root() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return RootCommand.commandLine(nowhere, nowhere);
  }
}
