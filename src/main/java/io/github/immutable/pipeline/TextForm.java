package io.github.immutable.pipeline;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form that texts of a pipeline file have. The patterns mean the same in Java and in ECMA 262,
 * which JSON Schema reads them by.
 */
enum TextForm {
  /** Names become parts of servers', backends' and files' names, which allow no more. */
  NAME(
      "[a-z0-9][a-z0-9-]{0,30}",
      "expected 1 to 31 of a-z, 0-9 and hyphens, the first no hyphen",
      true),
  PROJECT_PATH(
      "(?!/)(?!(?:.*/)?\\.\\.(?:/|$))(?=.*\\S).+",
      "expected a path inside the project, relative, without ..",
      true),
  REQUEST_PATH(
      "/[!-\"$-~]*",
      "expected a path that begins with / and has no spaces, # or letters beyond ASCII",
      true),
  /** The first of a command's words: a path of the project, or a name that PATH is searched for. */
  EXECUTABLE(
      "[^/]*[^/\\s][^/]*|" + PROJECT_PATH.pattern,
      "expected an executable, of the project or of PATH",
      false),
  VARIABLE_NAME(
      "[A-Za-z_][A-Za-z0-9_]*",
      "expected a name of letters, digits and underscores, the first no digit",
      true),
  /** Those that this tool sets itself, or that would change what is done without a record. */
  ENVIRONMENT(
      "(?!TF_(?:VAR_|CLI_ARGS|WORKSPACE|DATA_DIR|INPUT|IN_AUTOMATION|LOG)|PKR_VAR_|PACKER_LOG)"
          + "[A-Za-z_][A-Za-z0-9_]*\\*?",
      "expected the name of an environment variable, or its beginning and *, and none that is set"
          + " by this tool; variables of Terraform and Packer go under secrets or variables",
      true),
  WORKSPACE("[A-Za-z0-9_-]{1,90}", "expected a workspace: letters, digits, _ and -", true),
  IMAGE_VARIABLE(Placeholders.IMAGE_VARIABLES),
  HEALTH_VALUE(Placeholders.HEALTH),
  ROOT_WORD(Set.of("slot")),
  NO_PLACEHOLDER(Set.of());

  private final String pattern;
  private final String expected;
  private final boolean whole;

  TextForm(String pattern, String expected, boolean whole) {
    this.pattern = pattern;
    this.expected = expected;
    this.whole = whole;
  }

  /** Rules say more about placeholders than that one does not fit. */
  TextForm(Set<String> placeholders) {
    this(only(placeholders), said(placeholders), false);
  }

  /** For the whole of a text, without anchors. */
  String pattern() {
    return pattern;
  }

  /** As a mistake says it. */
  String expected() {
    return expected;
  }

  /** Whether a value that does not fit is a mistake for that alone. */
  boolean refuses(String text) {
    return whole && !Pattern.matches(pattern, text);
  }

  private static String only(Set<String> placeholders) {
    String names =
        new TreeSet<>(placeholders)
            .stream().map(its -> its.replace(".", "\\.")).collect(Collectors.joining("|"));
    String plain = "[^$]|\\$(?!\\{)";
    return "(?:" + plain + (names.isEmpty() ? "" : "|\\$\\{(?:" + names + ")\\}") + ")*";
  }

  private static String said(Set<String> placeholders) {
    return placeholders.isEmpty()
        ? "expected no placeholder here"
        : "expected no placeholders but " + String.join(", ", new TreeSet<>(placeholders));
  }
}
