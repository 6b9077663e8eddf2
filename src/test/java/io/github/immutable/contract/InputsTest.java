package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.PIPELINE;
import static io.github.immutable.contract.UserFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files() {
    files = UserFiles.in(folder);
  }

  @Test
  void a_playbook_outside_of_the_inputs_is_refused_with_the_line_to_write() {
    files.replaced(PIPELINE, "inputs: [packer/container, ansible]", "inputs: [packer/container]");

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isTrue();
    assertThat(breach.place()).isEqualTo(TEMPLATE + ":" + files.line(TEMPLATE, "playbook_file"));
    assertThat(breach.message())
        .startsWith("`ansible/playbook.yml` goes into the image and is under none of image.inputs");
    assertThat(breach.add()).containsExactly("inputs: [packer/container, ansible]");
  }

  @Test
  void scripts_and_files_outside_of_the_inputs_are_refused() {
    files.written("scripts/a.sh", "").written("files/b.conf", "");
    build(
        """
        provisioner "shell" { scripts = ["scripts/a.sh", "${path.cwd}/ansible/playbook.yml"] }
        provisioner "file" {
          source      = "files/b.conf"
          destination = "/etc/b.conf"
        }
        """);

    assertThat(files.breaches())
        .extracting(breach -> breach.message().split("`", -1)[1])
        .containsExactly("scripts/a.sh", "files/b.conf");
  }

  @Test
  void what_comes_from_the_builder_or_from_the_build_is_no_input() {
    build(
        """
        provisioner "file" {
          source      = "/etc/motd"
          destination = "motd"
          direction   = "download"
        }
        provisioner "file" {
          source      = "made-by-another-provisioner"
          destination = "/tmp/x"
          generated   = true
        }
        provisioner "file" {
          source      = local.nobody_knows
          destination = "/tmp/x"
        }
        """);

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_file_of_this_machine_is_refused() {
    build("provisioner \"shell\" { script = \"/opt/setup.sh\" }");

    assertThat(files.onlyBreach().message())
        .isEqualTo("`/opt/setup.sh` goes into the image and is in no commit");
  }

  @Test
  void a_file_that_does_not_exist_is_refused_unless_a_command_may_make_it() {
    build("provisioner \"file\" {\n source = \"target/site.jar\"\n destination = \"/srv/\"\n}");
    assertThat(files.onlyBreach().message()).isEqualTo("`target/site.jar` is not in the commit");

    files.replaced(PIPELINE, "image:\n", "image:\n  prepare: [[\"make\"]]\n");
    assertThat(files.breaches()).isEmpty();
  }

  private void build(String provisioners) {
    files.replaced(
        TEMPLATE,
        "sources = [\"source.docker.web\"]\n",
        "sources = [\"source.docker.web\"]\n" + provisioners + "\n");
  }
}
