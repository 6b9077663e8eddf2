package io.github.immutable.cli;

import picocli.CommandLine.Option;

/** Whether a CI agent, which forgets, may record what stands elsewhere. */
final class AllowLocalOption {
  @Option(
      names = "--allow-local",
      description =
          "With CI=true: even if the ledger or Terraform's states lie on this machine and the"
              + " servers do not.")
  boolean allowLocal;
}
