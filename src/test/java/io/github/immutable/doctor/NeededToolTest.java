package io.github.immutable.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeededToolTest {

  @Test
  void a_version_is_read_from_what_the_tools_print() {
    read(NeededTool.PACKER, "Packer v1.6.6\n", "1.6.6");
    read(
        NeededTool.PACKER,
        "Packer v1.8.0-dev\n\nYour version of Packer is out of date! The latest version\nis 1.9.4.",
        "1.8.0");
    read(NeededTool.TERRAFORM, "{\n  \"terraform_version\": \"1.11.4\",\n", "1.11.4");
    read(NeededTool.TERRAFORM, "Terraform v0.12.31\n\nYour version is out of date!", "0.12.31");
    read(NeededTool.ANSIBLE, "ansible-playbook [core 2.14.18]\n  config file = None\n", "2.14.18");
    read(NeededTool.ANSIBLE, "ansible-playbook [core 2.19.0rc1]\n", "2.19.0");
    read(NeededTool.ANSIBLE, "ansible-playbook 2.9.27\n", "2.9.27");
    read(
        NeededTool.HAPROXY,
        "HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/\n",
        "2.6.12");
    read(NeededTool.HAPROXY, "HA-Proxy version 2.2.9-2+deb11u6 2023/12/15\n", "2.2.9");
    read(NeededTool.HAPROXY, "HAProxy version 3.2-dev1 2025/01/01\n", "3.2.0");
  }

  @Test
  void what_another_program_prints_is_no_version() {
    assertThat(NeededTool.PACKER.version("0 0\n")).isEmpty();
    assertThat(NeededTool.PACKER.version("")).isEmpty();
    assertThat(NeededTool.TERRAFORM.version("terraform: v1.11.4\n")).isEmpty();
    assertThat(NeededTool.HAPROXY.version("error: HAProxy version 2.6.12")).isEmpty();
  }

  @Test
  void versions_are_compared_by_their_numbers() {
    assertThat(VersionNumber.of("1.10.0")).isGreaterThan(VersionNumber.of("1.9.5"));
    assertThat(VersionNumber.of("2.4")).isEqualByComparingTo(VersionNumber.of("2.4.0"));
    assertThat(VersionNumber.of("1.6.1")).isGreaterThan(VersionNumber.of("1.6.0"));
  }

  private static void read(NeededTool tool, String printed, String version) {
    assertThat(tool.version(printed)).contains(VersionNumber.of(version));
  }
}
