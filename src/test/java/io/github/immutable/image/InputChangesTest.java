package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputChangesTest {
  @TempDir Path scratch;
  private Path before;
  private Path after;

  @BeforeEach
  void the_same_twice() throws IOException {
    before = checkout("before");
    after = checkout("after");
  }

  @Test
  void the_same_has_no_changes() throws Exception {
    assertThat(changes("ansible")).isEmpty();
  }

  @Test
  void contents_modes_new_and_missing_files_are_told_and_nothing_beside_the_inputs()
      throws Exception {
    Files.writeString(after.resolve("ansible/a"), "other");
    Files.setPosixFilePermissions(
        after.resolve("ansible/b"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.delete(after.resolve("ansible/c"));
    Files.writeString(after.resolve("ansible/d"), "new");
    Files.writeString(after.resolve("README"), "other");
    Files.writeString(after.resolve("template.pkr.hcl"), "other");

    assertThat(changes("ansible"))
        .containsExactly(
            "ansible/a changed",
            "ansible/b changed",
            "ansible/c is gone",
            "ansible/d is new",
            "template.pkr.hcl changed");
  }

  @Test
  void an_input_that_one_side_did_not_have_is_new() throws Exception {
    Files.createDirectory(after.resolve("site"));
    Files.writeString(after.resolve("site/page"), "hello");

    assertThat(changes("site")).containsExactly("site/page is new");
  }

  private List<String> changes(String input) throws ImageException {
    return InputChanges.between(before, after, List.of(input), "template.pkr.hcl");
  }

  private Path checkout(String name) throws IOException {
    Path folder = scratch.resolve(name);
    Files.createDirectories(folder.resolve("ansible"));
    for (String file : List.of("ansible/a", "ansible/b", "ansible/c", "template.pkr.hcl")) {
      Files.writeString(folder.resolve(file), file);
    }
    Files.writeString(folder.resolve("README"), "");
    return folder;
  }
}
