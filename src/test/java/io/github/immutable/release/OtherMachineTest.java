package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.servers.TerraformRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another machine with the same ledger and the same states of Terraform: of what this tool keeps in
 * the project's folder it has nothing else.
 */
class OtherMachineTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before packer-build",
        "begin launch",
        "before terraform-green-apply",
        "after terraform-green-apply",
        "begin verify",
        "after switch",
        "begin soak",
        "before terraform-blue-plan-destroy"
      })
  void promise_4_a_release_is_resumed_from_another_machine(String step) {
    given()
        .liveServers("v1")
        .killedAt(step)
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(OtherMachineTest::move)
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before packer-build",
        "before terraform-green-apply",
        "after terraform-green-apply",
        "after switch",
        "begin soak"
      })
  void promise_4_a_release_is_aborted_from_another_machine(String step) {
    given()
        .liveServers("v1")
        .killedAt(step)
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(OtherMachineTest::move)
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void a_rollback_takes_the_root_of_what_it_brings_back() {
    given()
        .liveServers("v1")
        .with(world -> GitProject.write(world.root, "terraform/main.tf", "# another root\n"))
        .liveServers("v2")
        .with(OtherMachineTest::move)
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .afterwards()
        .with(
            world ->
                assertThat(digest(world, "local-3"))
                    .isEqualTo(digest(world, "local-1"))
                    .isNotEqualTo(digest(world, "local-2")));
  }

  @Test
  void a_standby_is_retired_with_the_root_that_made_it() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .with(OtherMachineTest::move)
        .whenRetiringNow()
        .thenExitCode(0)
        .thenDestroyed(BLUE);
  }

  @Test
  void a_root_that_is_too_large_for_a_ledger_stays_on_the_machine_that_has_it() {
    given()
        .with(
            world -> GitProject.write(world.root, "terraform/large.tf", "#".repeat((4 << 20) + 1)))
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenNotes("more than the 4 MB that a ledger keeps")
        .afterwards()
        .liveServers("v2")
        .with(OtherMachineTest::move)
        .whenReleasing("v3")
        .thenSays("the Terraform root that made slot green is gone");
  }

  private static void move(World world) {
    try {
      Scratch.delete(Site.home(world.root).resolve("releases"));
      assertThat(Site.home(world.root).resolve("releases")).doesNotExist();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(World world, String release) {
    try {
      String recorded = String.valueOf(world.ledger.release(release).orElseThrow().rootDigest());
      Path folder = world.site().keptRoot(release).folder();
      if (Files.isDirectory(folder)) {
        assertThat(new TerraformRoot(folder).digest()).isEqualTo(recorded);
      }
      return recorded;
    } catch (LedgerException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
