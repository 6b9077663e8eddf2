package io.github.immutable.e2e;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad input, where a version is live: its traffic and its servers come to no harm. */
class BadInputLiveTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @BeforeAll
  static void v1_is_live() throws Exception {
    web = SAMPLES.project("bad");
    web.takesItsOwnImage("v1");
    web.immutable("release", "v1").exits(0);
  }

  static Stream<Row<LiveProject>> table() {
    return LiveRows.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void is_one_message_and_harms_nothing(Row<LiveProject> row) throws Exception {
    LiveProject project = new LiveProject(web);
    try {
      Trial.of(row, project).holds();
    } finally {
      project.ends();
    }
  }
}
