package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCopyTest {
  @TempDir Path folder;
  private StateCopy copy;

  @BeforeEach
  void a_slot() {
    copy =
        new StateCopy(
            folder.resolve("immutable"),
            folder.resolve("terraform.tfstate"),
            folder.resolve("errored.tfstate"));
  }

  @Test
  void promise_4_a_torn_state_is_put_back_whole_at_every_byte_where_it_can_be_torn()
      throws Exception {
    String whole = state(3, "a");
    int torn = 0;
    for (int length = 0; length < whole.strip().length(); length++) {
      Files.writeString(copy.state(), whole);
      copy.take();
      Files.writeString(copy.state(), whole.substring(0, length));

      assertThat(copy.settle()).get().asString().contains("is put back");
      assertThat(copy.state()).hasContent(whole);
      torn++;
    }
    System.out.println("terraform's state: torn at " + torn + " bytes, put back " + torn);
  }

  @Test
  void a_state_that_is_whole_is_left_as_terraform_wrote_it_and_the_copy_deleted() throws Exception {
    Files.writeString(copy.state(), state(3, "a"));
    copy.take();
    Files.writeString(copy.state(), state(4, "a"));

    assertThat(copy.settle()).isEmpty();
    assertThat(copy.state()).hasContent(state(4, "a"));
    assertThat(copy.folder()).isEmptyDirectory();
  }

  /**
   * As OpenTofu writes one, by <a href="https://opentofu.org/docs/language/state/encryption/">its
   * documentation</a>.
   */
  @Test
  void a_state_that_is_encrypted_is_not_torn() throws Exception {
    Files.writeString(copy.state(), state(3, "a"));
    copy.take();
    String encrypted =
        "{\"serial\": 4, \"lineage\": \"a\", \"meta\": {}, \"encrypted_data\": \"eA==\"}";
    Files.writeString(copy.state(), encrypted);

    assertThat(copy.settle()).isEmpty();
    assertThat(copy.state()).hasContent(encrypted);
  }

  @Test
  void promise_8_no_more_of_what_was_torn_is_kept_than_three_and_for_its_owner_only()
      throws Exception {
    for (int serial = 1; serial <= 5; serial++) {
      Files.writeString(copy.state(), state(serial, "a"));
      copy.take();
      Files.writeString(copy.state(), "torn " + serial);
      assertThat(copy.settle()).isPresent();
    }

    try (Stream<Path> kept = Files.list(copy.folder())) {
      assertThat(kept)
          .hasSize(StateCopy.KEPT)
          .allMatch(file -> permissions(file).equals("rw-------"));
    }
    assertThat(copy.folder().resolve("replaced-1.tfstate")).hasContent("torn 5");
    assertThat(copy.folder().resolve("replaced-3.tfstate")).hasContent("torn 3");
  }

  @Test
  void what_terraform_could_not_keep_is_kept_where_it_is_newer_and_of_the_same_state()
      throws Exception {
    Files.writeString(copy.state(), state(3, "a"));
    copy.take();
    Files.writeString(copy.errored(), state(3, "a").replace("[]", "[{}]"));

    assertThat(copy.settle()).get().asString().contains("errored.tfstate");
    assertThat(copy.state()).hasContent(state(3, "a").replace("[]", "[{}]"));
    assertThat(permissions(copy.state())).isEqualTo("rw-------");
    assertThat(copy.errored()).doesNotExist();
    assertThat(copy.folder().resolve("replaced-1.tfstate")).hasContent(state(3, "a"));
  }

  @Test
  void what_it_left_is_compared_with_the_copy_where_the_state_is_torn() throws Exception {
    for (String left : new String[] {state(2, "a"), state(9, "b")}) {
      Files.writeString(copy.state(), state(3, "a"));
      copy.take();
      Files.writeString(copy.state(), "torn");
      Files.writeString(copy.errored(), left);

      assertThat(copy.settle()).get().asString().contains("from before it is put back");
      assertThat(copy.state()).hasContent(state(3, "a"));
    }
  }

  @Test
  void what_an_earlier_apply_left_is_not_taken() throws Exception {
    Files.writeString(copy.errored(), state(9, "a"));
    Files.setLastModifiedTime(copy.errored(), FileTime.fromMillis(0));
    Files.writeString(copy.state(), state(3, "a"));
    copy.take();

    assertThat(copy.settle()).isEmpty();
    assertThat(copy.state()).hasContent(state(3, "a"));
  }

  @Test
  void what_it_left_of_an_older_or_another_state_or_torn_is_not_taken() throws Exception {
    for (String left : new String[] {state(2, "a"), state(9, "b"), state(9, "a").substring(9)}) {
      Files.writeString(copy.state(), state(3, "a"));
      copy.take();
      Files.writeString(copy.errored(), left);

      assertThat(copy.settle()).isEmpty();
      assertThat(copy.state()).hasContent(state(3, "a"));
    }
  }

  @Test
  void a_first_state_that_is_torn_is_put_aside() throws Exception {
    copy.take();
    Files.writeString(copy.state(), "{\"version\": 4,");

    assertThat(copy.settle()).get().asString().contains("before it there was none");
    assertThat(copy.state()).doesNotExist();
  }

  @Test
  void a_state_that_was_torn_by_something_else_is_not_touched() throws Exception {
    Files.writeString(copy.state(), state(3, "a"));
    copy.take();
    assertThat(copy.settle()).isEmpty();
    Files.writeString(copy.state(), "torn");

    assertThat(copy.settle()).isEmpty();
    assertThat(copy.state()).hasContent("torn");
  }

  @Test
  void a_look_at_a_torn_state_gets_the_one_from_before_and_touches_nothing() throws Exception {
    Path elsewhere = folder.resolve("look/terraform.tfstate");
    Files.writeString(copy.state(), state(3, "a"));
    copy.take();
    assertThat(copy.putBackTo(elsewhere)).as("of a whole one").isFalse();

    Files.writeString(copy.state(), "torn");
    assertThat(copy.putBackTo(elsewhere)).isTrue();
    assertThat(elsewhere).hasContent(state(3, "a"));
    assertThat(permissions(elsewhere)).isEqualTo("rw-------");
    assertThat(copy.state()).hasContent("torn");
    assertThat(copy.settle()).get().asString().contains("is put back");

    Files.writeString(copy.state(), "torn by something else");
    assertThat(copy.putBackTo(elsewhere)).isFalse();
  }

  @Test
  void before_a_first_apply_a_look_finds_no_state() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere.tfstate"), "of an earlier look");
    copy.take();
    Files.writeString(copy.state(), "torn");

    assertThat(copy.putBackTo(elsewhere)).isTrue();
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void the_way_out_is_terraforms_own_backup_where_that_is_whole() throws Exception {
    Path backup = folder.resolve("terraform.tfstate.backup");
    Files.writeString(copy.state(), "torn");
    assertThat(copy.wayOut()).contains("from a backup of yours");

    Files.writeString(backup, "torn too");
    assertThat(copy.wayOut()).contains("from a backup of yours");

    Files.writeString(backup, state(2, "a"));
    assertThat(copy.wayOut()).startsWith("cp " + backup + " " + copy.state() + " ");
  }

  @Test
  void promise_8_a_copy_is_readable_by_its_owner_only() throws Exception {
    Files.writeString(copy.state(), state(3, "a"));
    copy.take();

    Path file = copy.folder().resolve("before-apply.tfstate");
    assertThat(file).hasContent(state(3, "a"));
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(copy.folder())).isEqualTo("rwx------");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws Exception {
    Files.writeString(copy.folder(), "");

    ServersException refused = catchThrowableOfType(ServersException.class, copy::take);

    assertThat(refused).hasMessageContaining("could not be copied");
    assertThat(refused.remedy()).contains(copy.folder().toString());
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String state(int serial, String lineage) {
    return """
    {"version": 4, "terraform_version": "1.11.4", "serial": %d, "lineage": "%s", "resources": []}
    """
        .formatted(serial, lineage);
  }
}
