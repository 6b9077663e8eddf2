package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformRootTest {
  @TempDir Path scratch;
  private Path root;
  private Path kept;

  @BeforeEach
  void a_root() throws Exception {
    root = scratch.resolve("terraform");
    kept = scratch.resolve("kept");
    write("main.tf", "resource \"terraform_data\" \"a\" {}\n");
    write(".terraform.lock.hcl", "# locked\n");
    write("modules/server/main.tf", "# a module\n");
    executable(write("server", "#!/bin/sh\n"));
  }

  @Test
  void what_is_written_from_its_contents_is_the_same_root() throws Exception {
    TerraformRoot written = TerraformRoot.write(new TerraformRoot(root).contents(), kept);

    assertThat(written.digest()).isEqualTo(new TerraformRoot(root).digest());
    assertThat(kept.resolve("server")).isExecutable();
    assertThat(kept.resolve("main.tf")).hasSameTextualContentAs(root.resolve("main.tf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "/tmp/outside", "modules/../../outside", ".", ""})
  void a_path_that_leads_out_of_the_root_is_not_written(String path) {
    List<RootFile> contents = List.of(new RootFile(path, false, "eA=="));

    assertThatThrownBy(() -> TerraformRoot.write(contents, kept))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside of it: " + path);
    assertThat(scratch.resolve("outside")).doesNotExist();
  }

  @Test
  void promise_1_the_copy_has_everything_that_made_the_servers() throws Exception {
    TerraformRoot.copy(root, kept);

    assertThat(kept.resolve("main.tf")).hasSameTextualContentAs(root.resolve("main.tf"));
    assertThat(kept.resolve(".terraform.lock.hcl")).exists();
    assertThat(kept.resolve("modules/server/main.tf")).exists();
    assertThat(kept.resolve("server")).isExecutable();
    assertThat(Files.isExecutable(kept.resolve("main.tf"))).isFalse();
  }

  @Test
  void what_terraform_itself_keeps_in_a_root_is_left_behind() throws Exception {
    write(".terraform/environment", "blue");
    write("terraform.tfstate", "{}");
    write("terraform.tfstate.backup", "{}");
    write("terraform.tfstate.d/web-local-blue/terraform.tfstate", "{}");
    write(".terraform.tfstate.lock.info", "{}");
    new TerraformRoot(root).keepStateIn(scratch.resolve("states"));

    TerraformRoot.copy(root, kept);

    try (var files = Files.walk(kept)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> kept.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "main.tf", ".terraform.lock.hcl", "modules/server/main.tf", "server");
    }
  }

  @Test
  void a_link_is_copied_as_what_it_leads_to() throws Exception {
    Path shared = Files.writeString(scratch.resolve("shared.tf"), "# shared\n");
    Files.createSymbolicLink(root.resolve("shared.tf"), shared);

    TerraformRoot copy = TerraformRoot.copy(root, kept);
    String before = copy.digest();
    Files.writeString(shared, "# changed since\n");

    assertThat(kept.resolve("shared.tf")).hasContent("# shared");
    assertThat(copy.digest()).isEqualTo(before);
  }

  @Test
  void copying_again_leaves_nothing_of_the_earlier_copy() throws Exception {
    write("old.tf", "# old\n");
    TerraformRoot.copy(root, kept);
    Files.delete(root.resolve("old.tf"));
    write("main.tf", "# new\n");

    TerraformRoot again = TerraformRoot.copy(root, kept);

    assertThat(kept.resolve("old.tf")).doesNotExist();
    assertThat(again.digest()).isEqualTo(new TerraformRoot(root).digest());
  }

  @Test
  void a_root_copied_onto_itself_stays_as_it_is() throws Exception {
    String before = new TerraformRoot(root).digest();

    assertThat(TerraformRoot.copy(root, root).digest()).isEqualTo(before);
  }

  @Test
  void the_digest_is_the_same_elsewhere_and_later() throws Exception {
    String before = new TerraformRoot(root).digest();
    TerraformRoot copy = TerraformRoot.copy(root, kept);
    Files.setLastModifiedTime(kept.resolve("main.tf"), FileTime.fromMillis(0));
    copy.keepStateIn(scratch.resolve("states"));

    assertThat(copy.digest()).isEqualTo(before).hasSize(64);
  }

  @Test
  void the_digest_counts_names_contents_and_executable_bits() throws Exception {
    String before = new TerraformRoot(root).digest();

    write("main.tf", "resource \"terraform_data\" \"b\" {}\n");
    assertThat(new TerraformRoot(root).digest()).isNotEqualTo(before);

    a_root();
    executable(root.resolve("main.tf"));
    assertThat(new TerraformRoot(root).digest()).isNotEqualTo(before);

    Files.delete(root.resolve("main.tf"));
    a_root();
    assertThat(new TerraformRoot(root).digest()).isEqualTo(before);
    Files.move(root.resolve("main.tf"), root.resolve("other.tf"));
    assertThat(new TerraformRoot(root).digest()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "terraform {\n  backend \"s3\" {\n  }\n}\n",
        "terraform { backend \"s3\" {} }\n",
        "terraform {\n  cloud {\n  }\n}\n",
        "terraform { cloud { organization = \"a\" } }\n",
        "terraform {\n\tbackend\"pg\"{\n}}\n",
        "# one\nlocals { a = \"/*\" }\nterraform {\n  backend \"s3\" {}\n}\nlocals { b = \"*/\" }\n",
        "locals { a = \"http://b\" }\nterraform { backend \"s3\" {} }\n",
      })
  void promise_4_a_backend_of_its_own_is_seen(String text) throws Exception {
    write("versions.tf", text);
    assertThat(new TerraformRoot(root).hasBackend()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "terraform {\n  # backend \"s3\" {\n  # }\n}\n",
        "terraform {\n  // backend \"s3\" {}\n}\n",
        "terraform {\n  /*\n  backend \"s3\" {\n  }\n  */\n}\n",
        "terraform {\n  required_version = \">= 1.4\" # not cloud {\n}\n",
        "locals {\n  text = \"a backend { of\"\n}\n",
        "resource \"terraform_data\" \"backend\" {\n}\n",
        "locals {\n  on_cloud = 1\n}\n",
      })
  void a_backend_in_a_comment_or_a_text_is_none(String text) throws Exception {
    write("versions.tf", text);
    assertThat(new TerraformRoot(root).hasBackend()).isFalse();
  }

  @Test
  void a_backend_in_json_counts_and_a_modules_does_not() throws Exception {
    write("modules/server/backend.tf", "terraform {\n  backend \"s3\" {}\n}\n");
    assertThat(new TerraformRoot(root).hasBackend()).isFalse();

    write("backend.tf.json", "{\"terraform\": {\"backend\": {\"s3\": {}}}}");
    assertThat(new TerraformRoot(root).hasBackend()).isTrue();
  }

  private Path write(String name, String text) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void executable(Path file) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
