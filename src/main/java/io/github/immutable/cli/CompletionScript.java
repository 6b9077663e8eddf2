package io.github.immutable.cli;

import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The script that completes {@code immutable}, by picocli but for its introduction. */
final class CompletionScript {
  private CompletionScript() {}

  static String of(CommandLine top, CompletionCommand.Shell shell) {
    String script = AutoComplete.bash(top.getCommandName(), top);
    // Its first lines tell how to install scripts of another kind.
    String rest = script.substring(script.indexOf("\n\n"));
    for (Map.Entry<String, String> list : Candidates.LISTS.entrySet()) {
      rest = rest.replace("\"" + list.getKey() + "\"", "$(" + list.getValue() + ")");
    }
    return "# Completes `immutable` in "
        + shell
        + ": source <(immutable completion "
        + shell
        + ")"
        + rest;
  }
}
