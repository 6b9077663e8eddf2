package io.github.immutable.cli;

import picocli.CommandLine.Option;

/** Whether a command that asks first is to go ahead. */
final class YesOption {
  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask.")
  boolean yes;
}
