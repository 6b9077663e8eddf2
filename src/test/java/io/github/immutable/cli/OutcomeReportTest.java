package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.release.Outcome;
import io.github.immutable.release.ReleaseFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the end of a release is told, for each way that it can end. */
class OutcomeReportTest {
  private static final String LIVE = "v1 (release local-1, slot blue, 2 of 2 servers healthy)";

  private String headline = "the headline";
  private String live = LIVE;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void what_was_done_as_asked_is_one_line_of_result() throws Exception {
    Run run = show(Outcome.DONE, Optional.empty(), List.of(), false);

    assertThat(run).isEqualTo(new Run(0, "the headline: release local-1\n", ""));
  }

  @Test
  void promise_9_what_failed_is_told_with_what_is_live() throws Exception {
    Path log = folder.resolve("health.log");
    ReleaseFailure failure =
        new ReleaseFailure.Unhealthy("1 of 2", "immutable release v2", List.of("web-1"), log);

    Run run = show(Outcome.PUT_BACK, Optional.of(failure), List.of(), false);

    assertThat(run.out()).isEmpty();
    assertThat(run.story())
        .containsExactly(
            "immutable: the headline",
            "  web-1",
            "Live:  " + LIVE + ", probed just now",
            "Log:   " + log,
            "Next:  to look at a server that failed: immutable release v2 --keep-failed",
            "Help:  immutable help unhealthy");
    assertThat(run.exitCode()).isEqualTo(10);
  }

  @Test
  void what_is_left_is_told_with_the_command_that_removes_it() throws Exception {
    ReleaseFailure failure = new ReleaseFailure.Interrupted("verify");

    Run run =
        show(Outcome.PUT_BACK_UNCLEAN, Optional.of(failure), List.of("web-1 was kept"), false);

    assertThat(run.story())
        .contains("Left:  web-1 was kept")
        .endsWith(
            "Next:  immutable abort   removes what is left", "Help:  immutable help interrupted");
    assertThat(run.exitCode()).isEqualTo(12);
  }

  @Test
  void promise_9_an_interrupted_release_does_not_pretend_that_anybody_probed() throws Exception {
    live = "not probed: asked to stop again";

    Run run = show(Outcome.INTERRUPTED, Optional.empty(), List.of(), false);

    assertThat(run.err()).contains("Live:  " + live).doesNotContain("probed just now");
    assertThat(run.exitCode()).isEqualTo(130);
  }

  @Test
  void what_names_its_release_is_told_with_what_is_live_and_not_named_twice() throws Exception {
    headline = "release local-1 (v1) was aborted";

    Run run = show(Outcome.DONE, Optional.empty(), List.of(), false);

    assertThat(run)
        .isEqualTo(new Run(0, headline + "\nLive:  " + LIVE + ", probed just now\n", ""));
  }

  @Test
  void promise_9_an_end_without_a_failure_of_its_own_has_a_way_on_and_a_page() throws Exception {
    assertThat(show(Outcome.DONE_UNCLEAN, Optional.empty(), List.of("slot blue"), false).story())
        .endsWith(
            "Next:  immutable retire   removes what is left",
            "Help:  immutable help retire-failed");
    assertThat(show(Outcome.PUT_BACK_UNCLEAN, Optional.empty(), List.of("a"), false).story())
        .endsWith(
            "Next:  immutable abort   removes what is left", "Help:  immutable help unfinished");
    assertThat(show(Outcome.OPERATOR_NEEDED, Optional.empty(), List.of(), false).story())
        .endsWith("Next:  immutable status", "Help:  immutable help production");
  }

  @Test
  void a_line_that_the_message_ends_with_is_not_said_again() {
    StringWriter err = new StringWriter();

    new FailureText(
            "it failed: first line",
            List.of("first line", "second line"),
            "",
            List.of(),
            null,
            "mend it",
            "bug")
        .print(new PrintWriter(err, true));

    assertThat(err.toString().lines())
        .containsExactly(
            "immutable: it failed: first line",
            "  second line",
            "Next:  mend it",
            "Help:  immutable help bug");
  }

  @Test
  void a_message_of_several_lines_stays_one_message() {
    StringWriter err = new StringWriter();

    new FailureText("code 3\nunknown word", List.of(), "", List.of(), null, "mend it", "bug")
        .print(new PrintWriter(err, true));

    assertThat(err.toString().lines())
        .startsWith("immutable: code 3", "  unknown word", "Next:  mend it");
  }

  @Test
  void json_has_the_same_fields_for_every_end() throws Exception {
    ReleaseFailure failure = new ReleaseFailure.SoakFailed(List.of("web-1 503"), folder);
    for (int code : new int[] {0, 10, 11, 12, 20, 130}) {
      Run run = show(code, Optional.of(failure).filter(its -> code > 0), List.of("a server"), true);

      assertThat(run.json().at("/exit_code").asInt()).isEqualTo(code).isEqualTo(run.exitCode());
      assertThat(run.json().at("/headline").asText()).isEqualTo(headline);
      assertThat(run.json().at("/live").asText()).isEqualTo(LIVE);
      assertThat(run.json().at("/release/id").asText()).isEqualTo("local-1");
      assertThat(run.json().at("/release/started_at").asText()).isEqualTo("1970-01-01T00:00:00Z");
      assertThat(run.json().at("/left/0").asText()).isEqualTo("a server");
      assertThat(run.json().at("/failure/case").asText()).isEqualTo(code > 0 ? "SoakFailed" : "");
      assertThat(run.story().stream().skip(Math.max(0, run.story().size() - 2)))
          .as("the same way on in both forms")
          .isEqualTo(
              code == 0
                  ? List.of()
                  : List.of(
                      "Next:  " + run.json().at("/failure/next").asText(),
                      "Help:  immutable help " + run.json().at("/failure/help").asText()));
    }
  }

  private Run show(int code, Optional<ReleaseFailure> failure, List<String> left, boolean json)
      throws Exception {
    PipelineOptions options = new PipelineOptions();
    options.project = folder;
    if (!folder.resolve("pipelines").toFile().exists()) {
      SampleProject.in(folder);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    try (Session session = Session.look(options)) {
      Outcome outcome =
          new Outcome(
              code, headline, Optional.of(SampleProject.unfinishedRelease()), failure, live, left);
      int exitCode =
          new OutcomeReport(session.site(), new PrintWriter(out, true), new PrintWriter(err, true))
              .show(outcome, json);
      return new Run(exitCode, out.toString(), err.toString());
    }
  }
}
