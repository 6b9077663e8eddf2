package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.image.Artifact;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An image that its platform has finished after its build was given up. */
class LateImageTest extends Scenarios {
  private static final String LATE = "sha256:late";

  @Test
  void it_is_taken_by_the_next_release_and_not_built_again() throws Exception {
    Given given = gaveUp();
    late(given, LATE, "v1", "local-1");

    Then released =
        given
            .whenReleasing("v1")
            .thenExitCode(0)
            .thenLive("v1", BLUE)
            .thenCalled("packer-build", 0);

    assertThat(released.world().ledger.images())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.build()).isEqualTo(1);
              assertThat(image.artifacts()).extracting(Artifact::id).containsExactly(LATE);
            });
  }

  @Test
  void promise_6_of_two_of_its_name_neither_is_taken() {
    Given given = gaveUp();
    late(given, LATE, "v1", "local-1");
    late(given, "sha256:later", "v1", "local-1");

    given.whenReleasing("v1").thenExitCode(0).thenCalled("packer-build", 1);
  }

  @Test
  void promise_6_one_of_other_inputs_is_not_taken() {
    Given given = gaveUp();
    late(given, LATE, "v2", "local-1");

    given.whenReleasing("v1").thenExitCode(0).thenCalled("packer-build", 1);
  }

  @Test
  void promise_6_one_that_somebody_else_built_of_the_same_inputs_is_not_taken() {
    Given given = gaveUp();
    late(given, LATE, "v1", "edge-1");

    given.whenReleasing("v1").thenExitCode(0).thenCalled("packer-build", 1);
  }

  @Test
  void whoever_asks_for_a_build_gets_one() {
    Given given = gaveUp();
    late(given, LATE, "v1", "local-1");

    given.whenRebuilding("v1").thenExitCode(0).thenCalled("packer-build", 1);
  }

  @Test
  void a_plan_says_that_it_would_be_taken() {
    Given given = gaveUp();
    late(given, LATE, "v1", "local-1");

    PreviewReport.ImagePlan image =
        Objects.requireNonNull(given.whenPlanning("v1").report().image());

    assertThat(image.artifact()).isEqualTo(LATE);
    assertThat(image.why())
        .isEqualTo(List.of("finished after its build was given up, says the inventory"));
  }

  /** After a first release whose build failed. */
  private Given gaveUp() {
    return given().tool("packer-build").whenReleasing("v1").thenExitCode(10).afterwards().mended();
  }

  private static void late(Given given, String artifact, String version, String release) {
    String first = Objects.requireNonNull(given.whenPlanning(version).report().image()).id();
    given.world().platform.makeLateImage(artifact, first, given.world().site().run(release));
  }
}
