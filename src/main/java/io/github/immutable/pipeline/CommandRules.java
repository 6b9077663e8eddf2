package io.github.immutable.pipeline;

/** A command is its executable and its arguments; a path to it is one of the project's. */
final class CommandRules {
  private CommandRules() {}

  static void check(String place, Values values) {
    if (!values.isList(place)) {
      return;
    }
    String executable = values.text(place + ".0").orElse("");
    if (values.elements(place).isEmpty() || executable.isBlank()) {
      values.findings().mistake(place, "expected an executable and its arguments, found none");
    } else if (executable.contains("/") && TextForm.PROJECT_PATH.refuses(executable)) {
      values.findings().mistake(place + ".0", TextForm.PROJECT_PATH.expected());
    }
  }
}
