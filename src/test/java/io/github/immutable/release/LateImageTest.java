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
    Then failed = given().tool("packer-build").whenReleasing("v1").thenExitCode(10);
    failed.world().platform.makeImage(LATE, imageId("v1"));

    Then released =
        failed
            .afterwards()
            .mended()
            .whenReleasing("v1")
            .thenExitCode(0)
            .thenLive("v1", BLUE)
            .thenCalled("packer-build", 0);

    assertThat(released.world().ledger.images())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.id()).isEqualTo(imageId("v1"));
              assertThat(image.artifacts()).extracting(Artifact::id).containsExactly(LATE);
            });
  }

  @Test
  void promise_6_of_two_of_its_name_neither_is_taken() {
    given()
        .with(world -> world.platform.makeImage(LATE, imageId("v1")))
        .with(world -> world.platform.makeImage("sha256:later", imageId("v1")))
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenCalled("packer-build", 1);
  }

  @Test
  void promise_6_one_of_other_inputs_is_not_taken() {
    given()
        .with(world -> world.platform.makeImage(LATE, imageId("v2")))
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenCalled("packer-build", 1);
  }

  @Test
  void whoever_asks_for_a_build_gets_one() {
    given()
        .with(world -> world.platform.makeImage(LATE, imageId("v1")))
        .whenRebuilding("v1")
        .thenExitCode(0)
        .thenCalled("packer-build", 1);
  }

  @Test
  void a_plan_says_that_it_would_be_taken() {
    PreviewReport.ImagePlan image =
        Objects.requireNonNull(
            given()
                .with(world -> world.platform.makeImage(LATE, imageId("v1")))
                .whenPlanning("v1")
                .report()
                .image());

    assertThat(image.artifact()).isEqualTo(LATE);
    assertThat(image.why())
        .isEqualTo(List.of("finished after its build was given up, says the inventory"));
  }

  /** What the first build of a version's inputs is called. */
  private String imageId(String version) {
    return Objects.requireNonNull(given().whenPlanning(version).report().image()).id();
  }
}
