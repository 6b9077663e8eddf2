package io.github.immutable.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.image.Image;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Why a release would build an image. */
class PreviewImageTest extends Scenarios {

  @Test
  void an_image_that_is_gone_is_built_again() {
    given()
        .liveServers("v1", "v2")
        .with(world -> world.platform.loseImage("sha256:artifact-1"))
        .whenPlanning("v1")
        .thenBuilds(imageOfVersion1() + " is gone, says the inventory");
  }

  private String imageOfVersion1() {
    PreviewReport.ImagePlan image = given().whenPlanning("v1").report().image();
    return "image " + Objects.requireNonNull(image).id();
  }

  @Test
  void a_build_that_is_asked_for_is_the_reason() {
    given().liveServers("v1").whenPlanningRebuild("v1").thenBuilds("--rebuild asks for it");
  }

  @Test
  void another_base_image_is_the_reason() {
    given()
        .liveServers("v1")
        .with(world -> world.tools.baseImage = "sha256:newer")
        .whenPlanning("v1")
        .thenBuilds("the base image is another: sha256:newer")
        .thenChangedFiles();
  }

  @Test
  void other_build_commands_are_the_reason() {
    given()
        .liveServers("v1")
        .with(world -> world.prepare = List.of(List.of("prepare")))
        .whenPlanning("v2")
        .thenBuilds(
            "files of `image.inputs` changed", "`image.prepare` changed in the pipeline file");
  }

  @Test
  void of_an_image_from_before_its_parts_were_recorded_no_more_is_said_than_is_known() {
    Given given = given().liveServers("v1").with(PreviewImageTest::forgetParts);

    ThenPlanned planned = given.whenPlanning("v2").thenChangedFiles("image/app changed");

    assertThat(Objects.requireNonNull(planned.report().image()).why())
        .hasSize(2)
        .contains("files of `image.inputs` changed")
        .last()
        .asString()
        .endsWith("was built before it was recorded what else it is made of");
  }

  private static void forgetParts(World world) {
    try {
      ReleaseRecord live = world.ledger.releases(World.PIPELINE).getLast();
      Image image = Objects.requireNonNull(live.image());
      world.ledger.put(
          live.withImage(
              new Image(
                  image.id(),
                  image.fingerprint(),
                  image.build(),
                  image.artifacts(),
                  image.builtFrom(),
                  image.builtAt(),
                  null)));
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void which_files_of_a_live_working_tree_changed_is_known_to_nobody() {
    given()
        .with(world -> GitProject.write(world.root, "image/new", "not committed"))
        .whenReleasingWorkingTree()
        .thenExitCode(0)
        .afterwards()
        .whenPlanning("v2")
        .thenBuilds("files of `image.inputs` changed; which ones is not known any more")
        .thenChangedFiles();
  }
}
