package io.github.immutable.contract;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How Packer and Terraform name the files that they read of a folder, and what they are told. */
enum Dialect {
  PACKER(
      "the Packer template",
      "image.variables",
      "packer validate",
      "PKR_VAR_",
      "[^.].*\\.pkr\\.(hcl|json)",
      ".*\\.auto\\.pkrvars\\.(hcl|json)"),
  /** OpenTofu's own names are read besides. */
  TERRAFORM(
      "the Terraform root",
      "servers.variables",
      "terraform validate",
      "TF_VAR_",
      "[^.].*\\.(tf|tofu)(\\.json)?",
      "(terraform|.*\\.auto)\\.tfvars(\\.json)?"),
  /** The same files in the root that switches the traffic. */
  TRAFFIC(
      "the traffic's Terraform root",
      "traffic.terraform.variables",
      "terraform validate",
      "TF_VAR_",
      "[^.].*\\.(tf|tofu)(\\.json)?",
      "(terraform|.*\\.auto)\\.tfvars(\\.json)?");

  /** What messages call the files. */
  final String subject;

  /** The key of the pipeline file under which variables are set. */
  final String key;

  /** The command that knows better. */
  final String judge;

  /** What the name of an environment variable begins with that sets a variable. */
  final String environment;

  private final Pattern configuration;
  private final Pattern values;

  Dialect(
      String subject,
      String key,
      String judge,
      String environment,
      String configuration,
      String values) {
    this.subject = subject;
    this.key = key;
    this.judge = judge;
    this.environment = environment;
    this.configuration = Pattern.compile(configuration);
    this.values = Pattern.compile(values);
  }

  /** The lines of the pipeline file that have a variable of that name come from a secret. */
  List<String> secret(String name) {
    String to = this == PACKER ? ", to: [packer]" : "";
    String variable = name.toUpperCase(Locale.ROOT);
    return List.of("secrets:", "  " + name + ": { env: " + variable + to + " }");
  }

  /** Whether a file of that name is read for its blocks. */
  boolean isConfiguration(String name) {
    return configuration.matcher(name).matches();
  }

  /** Whether a file of that name is read, without being asked for, for the values of variables. */
  boolean isValues(String name) {
    return values.matcher(name).matches();
  }
}
