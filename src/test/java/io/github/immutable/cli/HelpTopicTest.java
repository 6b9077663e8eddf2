package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code immutable help}: the pages about failures, from the jar. */
class HelpTopicTest {

  @Test
  void without_a_topic_it_lists_all_of_them_and_names_the_way_to_the_commands() {
    Run run = Run.of("help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .contains("  unhealthy       Servers that do not get healthy")
        .anyMatch(line -> line.startsWith("immutable --help"));
    assertThat(run.out()).contains(Topics.index().keySet());
    assertThat(run.err()).isEmpty();
  }

  @Test
  void a_topic_is_printed_for_a_terminal() {
    Run run = Run.of("help", "pipeline-file");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("A mistake in the pipeline file\n")
        .contains("\nWhat to do\n", "    immutable: pipelines/local.yml")
        .contains("The pipeline file (docs/pipeline.md)")
        .doesNotContain("```", "](");
  }

  @Test
  void every_page_can_be_printed() {
    for (String topic : Topics.index().keySet()) {
      Run run = Run.of("help", topic);

      assertThat(run.exitCode()).as(topic).isZero();
      assertThat(run.out()).startsWith(Topics.index().get(topic)).doesNotContain("```", "](");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "traffic start"})
  void with_a_command_it_is_that_commands_help(String command) {
    String[] words = ("help " + command).split(" ", -1);

    assertThat(Run.of(words).out())
        .isEqualTo(Run.of((command + " --help").split(" ", -1)).out())
        .startsWith("Usage: immutable " + command);
  }

  @Test
  void no_topic_hides_behind_a_command() {
    Set<String> commands =
        RootCommand.commandLine(System.out, System.err).getSubcommands().keySet();

    assertThat(Topics.index().keySet()).doesNotContainAnyElementsOf(commands);
  }

  @Test
  void an_unknown_topic_is_refused_with_the_nearest() {
    Run run = Run.of("help", "unhealty");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.story())
        .containsExactly(
            "immutable: there is no topic and no command unhealty",
            "Next:  immutable help unhealthy   is the nearest; immutable help   lists the topics",
            "Help:  immutable help request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../exit-codes", "README", "release nothing", "x y z"})
  void nothing_else_can_be_read(String topic) {
    assertThat(Run.of(("help " + topic).split(" ", -1)).exitCode()).isEqualTo(2);
  }
}
