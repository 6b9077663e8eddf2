package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad input, where nothing is live yet: one message each, and nothing changed. */
class BadInputTest {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static NewProjects projects;

  // Those that wait do so beside the others.
  private static final ExecutorService WAITING = Executors.newVirtualThreadPerTaskExecutor();
  private static final Map<String, Future<Trial>> SLOW = new HashMap<>();

  @BeforeAll
  static void some_wait_from_the_start() throws Exception {
    projects = NewProjects.in(Files.createTempDirectory("immutable-bad-"));
    for (Row<NewProject> row : table().filter(Row::slow).toList()) {
      SLOW.put(row.toString(), WAITING.submit(() -> tried(row)));
    }
  }

  static Stream<Row<NewProject>> table() {
    return Stream.of(
            VersionRows.all(), FileRows.all(), PlaceRows.all(), BalancerRows.all(), ToolRows.all())
        .flatMap(rows -> rows);
  }

  @Test
  void everything_that_people_get_wrong_is_in_the_table() {
    assertThat(Stream.concat(table(), LiveRows.all()).map(Row::item))
        .as("items of both tables")
        .containsAll(List.of(BadInput.values()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void is_one_message_and_changes_nothing(Row<NewProject> row) throws Exception {
    Future<Trial> begun = SLOW.get(row.toString());
    Trial trial = begun == null ? tried(row) : begun.get();

    trial.holds();
  }

  private static Trial tried(Row<NewProject> row) throws Exception {
    NewProject project = projects.another();
    try {
      return Trial.of(row, project);
    } finally {
      project.ends();
    }
  }

  @AfterAll
  static void nothing_is_left() {
    WAITING.close();
    Shell.delete(projects.scratch());
  }
}
