package io.github.immutable.cli;

/** What a tool says, fit for one line of a screen. */
final class OneLine {
  private OneLine() {}

  /**
   * Without what would move the cursor, and without the asterisks that Ansible fills lines with.
   */
  static String of(String said) {
    return harmless(said).replaceAll(" \\*{3,}\\s*$", "").strip();
  }

  /** Without what would move the cursor or colour the screen. */
  static String harmless(String said) {
    return said.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "").replaceAll("\\p{Cntrl}+", " ");
  }
}
