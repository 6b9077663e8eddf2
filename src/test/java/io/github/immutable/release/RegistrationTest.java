package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.image.Image;
import io.github.immutable.ledger.LedgerException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images that exist and that a ledger which was lost does not know any more. */
class RegistrationTest extends Scenarios {

  @Test
  void a_version_whose_image_is_registered_is_released_without_a_build() {
    Given given = built("v1", "v2").ledgerLost();
    assertThat(images(given.world())).isEmpty();

    given
        .whenRegisteringImages()
        .thenExitCode(0)
        .thenSays("2 images recorded")
        .thenNotes("of v1: sha256:artifact-1")
        .thenCalled("packer", 0)
        .afterwards()
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("packer-build", 0)
        .afterwards()
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenCalled("packer-build", 0)
        .afterwards()
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @Test
  void what_is_registered_is_what_was_known_before() {
    Given given = built("v1", "v2");
    List<Image> before = images(given.world());

    given.ledgerLost().whenRegisteringImages().thenExitCode(0);

    assertThat(images(given.world()))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("builtAt", "artifacts.builder")
        .isEqualTo(before);
  }

  @Test
  void registering_again_finds_nothing() {
    built("v1")
        .ledgerLost()
        .whenRegisteringImages()
        .thenSays("1 image recorded")
        .afterwards()
        .whenLookingForImages()
        .thenExitCode(0)
        .thenSays("no image exists that could be recorded and is not");
  }

  @Test
  void whoever_only_looks_records_nothing() {
    Given given = built("v1").ledgerLost();

    given.whenLookingForImages().thenExitCode(0).thenSays("1 image; nothing was recorded");

    assertThat(images(given.world())).isEmpty();
  }

  @Test
  void only_the_versions_that_were_named_are_looked_at() {
    Given given = built("v1", "v2").ledgerLost();

    given.whenRegisteringImages("v2").thenSays("1 image recorded", "of none of these versions: v2");

    assertThat(images(given.world())).hasSize(1);
  }

  @Test
  void promise_6_of_two_images_of_one_id_neither_is_chosen() {
    Given given = built("v1").with(RegistrationTest::namesake);

    given
        .ledgerLost()
        .whenRegisteringImages()
        .thenExitCode(0)
        .thenSays("0 images recorded", "several images carry it", "artifact-1, sha256:namesake");
    assertThat(images(given.world())).isEmpty();
  }

  @Test
  void promise_6_an_image_whose_id_the_ledger_has_for_another_is_left_alone() {
    Given given = built("v1").with(RegistrationTest::namesake);

    given.whenRegisteringImages().thenSays("the ledger has another image of this id");

    assertThat(images(given.world())).hasSize(1);
  }

  /** Another image with the label of one. */
  private static void namesake(World world) {
    String first = world.platform.images().getFirst();
    world.platform.makeImage("sha256:namesake", world.platform.imageIn(first));
  }

  @Test
  void images_of_other_projects_and_without_a_label_are_left_alone() {
    Given given =
        given()
            .with(world -> world.platform.makeImage("sha256:other", "0123456789ab-1"))
            .with(world -> world.platform.makeImage("sha256:none", ""))
            .with(world -> world.platform.makeImage("sha256:odd", "a label of somebody else"));

    given
        .whenRegisteringImages()
        .thenExitCode(0)
        .thenSays("0123456789ab-1, sha256:other: of none of these versions: v1");
    assertThat(images(given.world())).isEmpty();
  }

  @Test
  void an_image_that_has_changed_since_in_no_version_is_not_taken_for_it() {
    Given given =
        built("v1").ledgerLost().with(world -> world.tools.baseImage = "sha256:another base");

    given.whenRegisteringImages().thenSays("of none of these versions");

    assertThat(images(given.world())).isEmpty();
  }

  @Test
  void promise_6_what_a_release_of_the_lost_ledger_built_is_not_taken_for_another_version() {
    Given given = built("v1").ledgerLost();

    given.whenReleasing("v2").thenExitCode(0).thenCalled("packer-build", 1).thenLive("v2", BLUE);
    assertThat(images(given.world()).getFirst().artifacts().getFirst().id())
        .isEqualTo("sha256:artifact-2");
  }

  @Test
  void promise_6_nor_when_that_release_is_resumed() {
    built("v1")
        .ledgerLost()
        .killedAt("before packer-build")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenCalled("packer-build", 1)
        .thenLive("v2", BLUE);
  }

  @Test
  void a_version_that_there_is_not_is_refused() {
    built("v1")
        .ledgerLost()
        .whenRegisteringImages("v9")
        .thenExitCode(2)
        .thenFailedWith(ReleaseFailure.VersionUnusable.class);
  }

  @Test
  void an_unfinished_release_comes_first() {
    given()
        .killedAt("before packer-build")
        .whenReleasing("v1")
        .afterwards()
        .whenRegisteringImages()
        .thenExitCode(3)
        .thenFailedWith(ReleaseFailure.Unfinished.class);
  }

  @Test
  void without_an_inventory_nobody_knows_what_exists() {
    given()
        .with(world -> world.inventory = false)
        .whenRegisteringImages()
        .thenExitCode(2)
        .thenSays("nobody can say what exists");
  }

  private Given built(String... versions) {
    Given given = given();
    for (String version : versions) {
      given.whenBuilding(version).thenExitCode(0);
    }
    return given;
  }

  private static List<Image> images(World world) {
    try {
      return world.ledger.images();
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }
}
