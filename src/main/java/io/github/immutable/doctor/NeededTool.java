package io.github.immutable.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tool that a release runs, and which versions of it are good enough.
 *
 * @param label what findings and packages call it
 * @param question the arguments that make it tell its version
 * @param answer the version in what it then prints, whatever release of it
 * @param minimum the oldest that can do what is asked of it
 * @param tested the newest that this project's tests have run with
 */
record NeededTool(
    String label,
    List<String> question,
    Pattern answer,
    VersionNumber minimum,
    VersionNumber tested) {

  /** From 1.6 on as the reference template, which is HCL2, says of itself. */
  static final NeededTool PACKER =
      of("packer", List.of("version"), "(?m)^Packer v", "1.6.0", "1.6.6");

  /** From the first with {@code terraform_data} on; every OpenTofu is newer. */
  static final NeededTool TERRAFORM =
      of(
          "terraform",
          List.of("version", "-json"),
          // Terraform before 0.13 does not know -json, and answers in words
          "(?m)(?:\"terraform_version\"\\s*:\\s*\"|^Terraform v)",
          "1.4.0",
          "1.11.4");

  /** From the first on that heeds {@code ANSIBLE_CALLBACKS_ENABLED}: failed tasks are read so. */
  static final NeededTool ANSIBLE =
      of(
          "ansible",
          List.of("--version"),
          "(?m)^ansible-playbook (?:\\[core )?",
          "2.11.0",
          "2.14.18");

  /** From the first on with all that {@code immutable traffic print-config} prints. */
  static final NeededTool HAPROXY =
      of("haproxy", List.of("-v"), "(?m)^HA-?Proxy version ", "2.4.0", "2.6.12");

  private static final VersionNumber PLUGINS_APART = VersionNumber.of("1.10.0");

  private static NeededTool of(
      String label, List<String> question, String before, String minimum, String tested) {
    return new NeededTool(
        label,
        question,
        Pattern.compile(before + VersionNumber.NUMBERS),
        VersionNumber.of(minimum),
        VersionNumber.of(tested));
  }

  /** Empty for an answer that this tool would never give. */
  Optional<VersionNumber> version(String said) {
    return VersionNumber.in(said, answer);
  }

  /** Whether it is a Packer that comes without any: those from 1.10 on do. */
  boolean lacksPlugins(VersionNumber version) {
    return equals(PACKER) && version.compareTo(PLUGINS_APART) >= 0;
  }
}
