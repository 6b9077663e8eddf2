package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.immutable.ledger.Holders;
import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.release.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code unlock}: who holds the pipeline is shown, and the hold is broken only by a yes. */
class UnlockTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private SampleProject project = new SampleProject(Path.of(""));
  private Ledger ledger = Ledger.empty();

  @BeforeEach
  void a_project() throws Exception {
    project = SampleProject.in(folder);
    Files.createDirectories(project.home());
    ledger = Ledger.open(project.home().resolve("ledger.db"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void the_holder_is_shown_and_the_name_of_the_pipeline_breaks_its_hold() throws Exception {
    try (Lease lease = held()) {
      Run run = typed("local");

      assertThat(run.out())
          .contains("Pipeline local is held by release, ann@build-7, process 4711")
          .contains("last sign of life ", "It will start nothing more. Type local to go on: ")
          .contains("pipeline local is unlocked; it was held by release, ann@build-7");
      assertThat(run.exitCode()).isZero();
      assertThat(ledger.held("local")).isEmpty();
      thenLost(lease);
    }
  }

  @Test
  void anything_else_leaves_the_hold_as_it_is() throws Exception {
    try (Lease lease = held()) {
      for (String answer : new String[] {"", "y", "production"}) {
        Run run = typed(answer);

        assertThat(run.out()).contains("immutable: not confirmed; nothing was unlocked");
        assertThat(run.exitCode()).as(answer).isEqualTo(Outcome.BAD_REQUEST);
      }
      lease.check();
    }
  }

  @Test
  void where_nobody_can_be_asked_the_holder_is_told_and_the_way_without_asking() throws Exception {
    try (Lease lease = held()) {
      Run run = project.run("unlock");

      assertThat(run.firstOfStory())
          .startsWith("immutable: pipeline local is held by release, ann@build-7, process 4711")
          .endsWith(" ago, and nobody is there to answer");
      assertThat(run.err()).contains("Next:  immutable unlock --yes --pipeline local");
      assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
      lease.check();

      Run yes = project.run("unlock", "--yes", "-o", "json");
      assertThat(yes.json().at("/unlocked").asText()).contains("ann@build-7");
      assertThat(yes.exitCode()).isZero();
      thenLost(lease);
    }
  }

  @Test
  void a_pipeline_that_nobody_holds_is_not_unlocked() {
    Run run = project.run("unlock", "--yes");

    assertThat(run.firstOfStory())
        .isEqualTo("immutable: nobody holds pipeline local, so there is nothing to unlock");
    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
  }

  private Lease held() throws Exception {
    return ledger.take("local", Holders.elsewhere("release"), Holders.LONG);
  }

  private Run typed(String answer) throws Exception {
    return new Terminal(folder).immutable(Map.of(), "unlock", answer);
  }

  private static void thenLost(Lease lease) {
    assertThat(catchThrowable(lease::check)).hasMessageContaining("immutable unlock");
  }
}
