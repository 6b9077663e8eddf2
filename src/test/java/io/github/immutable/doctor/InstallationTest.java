package io.github.immutable.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which line of how to get a tool comes first. */
class InstallationTest {
  @TempDir Path folder;

  @Test
  void the_line_of_this_system_comes_first_and_those_of_the_others_after_it() throws Exception {
    Installation debian = of("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n");

    assertThat(debian.command("haproxy")).isEqualTo("apt-get install haproxy");
    assertThat(debian.elsewhere("haproxy"))
        .containsExactly(
            "Ubuntu: apt-get install haproxy",
            "Fedora: dnf install haproxy",
            "macOS: brew install haproxy");
  }

  @Test
  void a_system_made_of_another_has_its_packages() throws Exception {
    assertThat(of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n").system())
        .contains(Installation.Distribution.UBUNTU);
    assertThat(of("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n").command("ansible"))
        .isEqualTo("dnf install ansible-core");
  }

  @Test
  void on_a_system_that_is_not_known_all_lines_are_told() throws Exception {
    Installation alpine = of("ID=alpine\n");
    assertThat(alpine.command("haproxy")).isEqualTo("install haproxy by this system's own means");
    assertThat(alpine.elsewhere("haproxy")).hasSize(4);

    assertThat(Installation.of(folder.resolve("no such file")).elsewhere("flock")).hasSize(4);
  }

  private Installation of(String release) throws IOException {
    return Installation.of(Files.writeString(folder.resolve("os-release"), release));
  }
}
