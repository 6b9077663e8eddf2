package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.tool.Explained;
import io.github.immutable.tool.ToolException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every failure that can end a command: what, which lines, which log, what to do next. */
class FailuresTest {
  private static final Path LOG = Path.of("build", "packer.out").toAbsolutePath();
  private static final Explained CAUSE =
      new ToolException("it broke", "mend it", LOG, List.of("line 1", "line 2"));
  private static final Set<String> REFUSED =
      Set.of(
          "BadRequest",
          "VersionUnusable",
          "Uncommitted",
          "NotReady",
          "SecretsUnusable",
          "ContractBroken",
          "ImageGone");
  private static final Set<String> HELD = Set.of("Held", "HoldLost", "Unfinished");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<ReleaseFailure> failures() {
    return Stream.of(
        new ReleaseFailure.BadRequest("no project here", "make one"),
        new ReleaseFailure.VersionUnusable(CAUSE),
        new ReleaseFailure.Uncommitted(List.of("terraform/main.tf")),
        new ReleaseFailure.NotReady("Packer is missing", "install it", List.of("more")),
        ReleaseFailure.SecretsUnusable.written("image.variables.token"),
        new ReleaseFailure.ContractBroken("a variable is missing", "add it", List.of("more")),
        new ReleaseFailure.ImageGone("local-1", "v1"),
        new ReleaseFailure.Held("local", "ann"),
        new ReleaseFailure.HoldLost(CAUSE),
        new ReleaseFailure.Unfinished(
            "local-3", "v3", "local", "was interrupted in build", "nothing"),
        new ReleaseFailure.BuildFailed(CAUSE),
        new ReleaseFailure.LaunchFailed(CAUSE),
        new ReleaseFailure.PlanRefused(CAUSE),
        new ReleaseFailure.Unhealthy("1 of 2", "immutable release v3", List.of("web-1"), LOG),
        new ReleaseFailure.WrongImage(List.of("web-1"), LOG),
        new ReleaseFailure.TrafficFailed(CAUSE),
        new ReleaseFailure.NotConfirmed("green", "http://localhost/", "answered 503"),
        new ReleaseFailure.SoakFailed(List.of("web-1"), LOG),
        new ReleaseFailure.RetireFailed(CAUSE),
        new ReleaseFailure.SweepFailed("1 leftover could not be removed", List.of("web-1")),
        new ReleaseFailure.Interrupted("soak"),
        new ReleaseFailure.Drift("they disagree", "find out"),
        new ReleaseFailure.Forgotten("servers stand", "restore the ledger"),
        new ReleaseFailure.BalancerUnusable(CAUSE),
        new ReleaseFailure.ProductionUnwell("no server is healthy", "immutable status"),
        new ReleaseFailure.InventoryFailed(CAUSE));
  }

  @Test
  void these_are_all_the_failures_there_are() {
    assertThat(failures().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(
            Stream.of(ReleaseFailure.class.getPermittedSubclasses()).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void says_what_where_which_log_and_what_next(ReleaseFailure failure) {
    int exitCode = end(failure, "status");

    assertThat(err.toString().lines())
        .startsWith("immutable: " + failure.getMessage())
        .containsAll(failure.lines().stream().map(line -> "  " + line).toList())
        .endsWith("Next:  " + failure.remedy(), "Help:  immutable help " + failure.topic());
    assertThat(err.toString().contains("Log:   build/packer.out")).isEqualTo(failure.log() != null);
    assertThat(out.toString()).isEmpty();
    String name = failure.getClass().getSimpleName();
    assertThat(exitCode).isEqualTo(REFUSED.contains(name) ? 2 : HELD.contains(name) ? 3 : 20);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void says_the_same_as_json(ReleaseFailure failure) throws Exception {
    int exitCode = end(failure, "status", "-o", "json");

    var json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.at("/exit_code").asInt()).isEqualTo(exitCode);
    assertThat(json.at("/failure/case").asText()).isEqualTo(failure.getClass().getSimpleName());
    assertThat(json.at("/failure/message").asText()).isEqualTo(failure.getMessage());
    assertThat(json.at("/failure/lines")).hasSize(failure.lines().size());
    assertThat(json.at("/failure").has("log")).isEqualTo(failure.log() != null);
    assertThat(json.at("/failure/next").asText()).isEqualTo(failure.remedy());
  }

  @Test
  void a_ledger_that_cannot_be_trusted_needs_an_operator() {
    assertThat(end(new LedgerException("altered", "restore it"), "status")).isEqualTo(20);
    assertThat(err.toString())
        .isEqualTo(
            "immutable: altered\nNext:  restore it\nHelp:  immutable help ledger-unusable\n");
  }

  @Test
  void promise_9_a_bug_is_exit_1_and_admits_that_production_was_not_probed() {
    assertThat(end(new IllegalStateException("oh"), "release", "v1")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("immutable: a bug in this tool: java.lang.IllegalStateException: oh\n")
        .contains("FailuresTest", "production was not probed");
  }

  @Test
  void an_interrupt_before_anything_began_is_130() {
    assertThat(end(new InterruptedException(), "release", "v1")).isEqualTo(130);
    assertThat(err.toString()).startsWith("immutable: interrupted before anything was changed\n");
  }

  private int end(Exception failure, String... arguments) {
    CommandLine line =
        new CommandLine(new RootCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setCaseInsensitiveEnumValuesAllowed(true);
    return new Failures().handleExecutionException(failure, line, line.parseArgs(arguments));
  }
}
