package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.immutable.image.BuildException;
import io.github.immutable.image.ImageException;
import io.github.immutable.image.SourceException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.Explained;
import io.github.immutable.tool.ToolException;
import io.github.immutable.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every failure is brought about, and its whole message is what its page shows. {@code bin/test
 * -Dtest=FailureMessagesTest -Dpages=write} writes the messages into the pages.
 */
class FailureMessagesTest {
  private static final int LONGEST_PAGE = 40;

  @TempDir private static Path folder;
  private static List<FailureScenes.Told> told = List.of();

  @BeforeAll
  static void fail_in_every_way() throws Exception {
    told = FailureScenes.in(folder.toRealPath());
    if ("write".equals(System.getProperty("pages"))) {
      for (String topic : FailurePages.topics()) {
        FailurePages.write(topic, messages(topic));
      }
    }
  }

  static Stream<String> topics() throws IOException {
    Set<String> topics = new TreeSet<>(FailurePages.topics());
    told.forEach(its -> topics.add(its.topic()));
    return topics.stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void a_page_shows_what_is_really_printed(String topic) throws IOException {
    assertThat(FailurePages.messages(topic))
        .as("to take over what is printed now: bin/test -Dtest=FailureMessagesTest -Dpages=write")
        .isNotEmpty()
        .isEqualTo(messages(topic));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void a_page_is_short_and_says_what_the_exit_code_means(String topic) throws IOException {
    String page = FailurePages.text(topic);

    assertThat(page.lines().count()).isLessThanOrEqualTo(LONGEST_PAGE);
    assertThat(page).startsWith("# ").contains("## What to do");
    assertThat(told)
        .filteredOn(its -> its.topic().equals(topic))
        .allSatisfy(its -> assertThat(page).containsIgnoringCase("exit " + its.exitCode()));
  }

  @Test
  void every_case_of_a_failure_is_told() {
    Set<String> cases =
        Arrays.stream(ReleaseFailure.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toSet());
    cases.addAll(Set.of("LedgerUnusable", "Bug"));

    assertThat(told.stream().map(FailureScenes.Told::failure).collect(Collectors.toSet()))
        .isEqualTo(cases);
  }

  @Test
  void every_message_ends_with_what_to_do_and_the_page_that_says_more() {
    assertThat(told)
        .allSatisfy(
            its -> {
              List<String> lines = its.message().lines().toList();
              assertThat(lines.getFirst()).startsWith("immutable: ");
              assertThat(lines.get(lines.size() - 2)).matches("Next: {2}\\S.*");
              assertThat(lines.getLast()).matches("Help: {2}immutable help [a-z-]+");
            });
  }

  /** Who probed says so; who did not says nothing of what is live. */
  @Test
  void promise_9_what_is_live_is_told_with_every_end_of_a_release() {
    assertThat(told)
        .filteredOn(its -> Set.of(10, 11, 12).contains(its.exitCode()))
        .allSatisfy(
            its -> assertThat(its.message()).containsPattern("\nLive: .*, probed just now\n"));
    assertThat(told)
        .filteredOn(its -> Set.of(1, 2, 3).contains(its.exitCode()))
        .allSatisfy(its -> assertThat(its.message()).doesNotContain("\nLive: "));
  }

  @Test
  void every_page_is_in_the_index_and_help_has_the_same() throws IOException {
    assertThat(Topics.index().keySet())
        .as("the index that is packed with the tool")
        .containsExactlyInAnyOrderElementsOf(FailurePages.topics());
    for (String topic : FailurePages.topics()) {
      assertThat(FailurePages.text(topic)).startsWith("# " + Topics.index().get(topic) + "\n");
    }
  }

  @Test
  void every_class_of_a_failure_has_a_page() throws IOException {
    List<Explained> below =
        List.of(
            new ToolException("", "", null, List.of()),
            new TrafficException("", ""),
            new ServersException("", "", null, List.of()),
            new BuildException("", "", null, List.of()),
            new ImageException("", ""),
            new SourceException("", ""),
            new LedgerException("", ""),
            new Refusal("", List.of(), "", "bug"));
    Set<String> known = new TreeSet<>();
    below.forEach(its -> known.add(its.getClass().getName()));
    Arrays.stream(ReleaseFailure.class.getPermittedSubclasses())
        .forEach(its -> known.add(its.getName()));

    assertThat(
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.github.immutable")
                    .stream()
                    .filter(its -> its.isAssignableTo(Explained.class))
                    .filter(its -> !its.getModifiers().contains(JavaModifier.ABSTRACT))
                    .filter(its -> its.tryGetMethod("topic").isPresent())
                    .map(JavaClass::getName))
        .as("a new class of failures belongs into this test")
        .containsExactlyInAnyOrderElementsOf(known);
    assertThat(below).allSatisfy(its -> assertThat(FailurePages.topics()).contains(its.topic()));
  }

  private static List<String> messages(String topic) {
    return told.stream()
        .filter(its -> its.topic().equals(topic))
        .map(FailureScenes.Told::message)
        .toList();
  }
}
