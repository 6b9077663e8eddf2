package io.github.immutable.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a template needs Ansible on this machine. */
class TemplateTest {
  @TempDir Path folder;

  @Test
  void the_reference_template_runs_it() {
    assertThat(Template.runsAnsible(Path.of("packer/container"))).isTrue();
  }

  @Test
  void a_template_with_other_provisioners_does_not() throws Exception {
    assertThat(runs("a.pkr.hcl", "build {\n  provisioner \"shell\" {}\n}\n")).isFalse();
    assertThat(runs("a.pkr.hcl", "# provisioner \"ansible\" {}\n")).isFalse();
    assertThat(runs("a.pkr.hcl", "  provisioner \"ansible-local\" {}\n")).isFalse();
    assertThat(runs("notes.txt", "  provisioner \"ansible\" {}\n")).isFalse();
  }

  @Test
  void one_that_names_a_command_of_its_own_is_left_to_packer() throws Exception {
    assertThat(runs("a.pkr.hcl", "  provisioner \"ansible\" {\n    command = \"/opt/ansible\"\n"))
        .isFalse();
  }

  @Test
  void a_template_in_json_and_a_single_file_are_read_too() throws Exception {
    assertThat(runs("a.json", "{\"provisioners\": [{\"type\": \"ansible\"}]}")).isTrue();
    assertThat(Template.runsAnsible(Path.of("packer/container/web.pkr.hcl"))).isTrue();
  }

  @Test
  void one_that_is_not_there_is_somebody_elses_to_tell() {
    assertThat(Template.runsAnsible(folder.resolve("missing"))).isFalse();
  }

  private boolean runs(String name, String text) throws IOException {
    Path template = Files.createTempDirectory(folder, "template");
    Files.writeString(template.resolve(name), text);
    return Template.runsAnsible(template);
  }
}
