package io.github.immutable.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How a result is printed. */
final class OutputOption {
  /** The forms of a result. */
  enum Form {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "How the result is printed: text or json. Default: text.")
  Form form = Form.TEXT;

  boolean json() {
    return form == Form.JSON;
  }
}
