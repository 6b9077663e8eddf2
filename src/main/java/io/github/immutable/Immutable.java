package io.github.immutable;

import io.github.immutable.cli.RootCommand;

/** The command line's entry point. */
public final class Immutable {
  private Immutable() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(RootCommand.commandLine(System.out, System.err).execute(arguments));
  }
}
