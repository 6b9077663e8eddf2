package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.release.Outcome;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands at once. */
class HeldTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void promise_5_what_would_change_a_held_pipeline_is_refused_and_names_the_holder()
      throws Exception {
    SampleProject project = SampleProject.committed(folder);
    Files.createDirectories(project.home());
    Process holder = hold(project.home().resolve("ledger.db"));
    try (BufferedReader says = holder.inputReader()) {
      String who = says.readLine();
      assertThat(who).startsWith("release, ");
      for (String line :
          new String[] {"release v1", "build v1", "rollback", "retire", "abort", "destroy --yes"}) {
        Run run = project.run((line + " --output json").split(" ", -1));

        assertThat(run.exitCode()).as(line).isEqualTo(Outcome.HELD);
        assertThat(run.firstOfStory()).isEqualTo("immutable: pipeline local is held by " + who);
        assertThat(run.story()).anyMatch(its -> its.contains("immutable status --pipeline local"));
        assertThat(run.json().at("/failure/case").asText()).isEqualTo("Held");
      }
      assertThat(project.run("history").exitCode()).isZero();
    } finally {
      holder.destroyForcibly().waitFor();
    }

    assertThat(project.run("retire").exitCode()).as("a dead process holds nothing").isZero();
  }

  private static Process hold(Path file) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HoldingProcess.class.getName(),
            file.toString(),
            "release")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
