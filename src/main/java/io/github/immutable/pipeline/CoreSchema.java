package io.github.immutable.pipeline;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What unquoted words mean: the core schema of the YAML 1.2.2 specification, section 10.3, less its
 * octal and hexadecimal numbers. SnakeYAML's own is YAML 1.1, where {@code 8080:30} is 484830 and
 * {@code no} is false.
 */
final class CoreSchema extends Resolver {
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(?i)yes|no|on|off"
              + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
              + "|[-+]?0[0-9_]+"
              + "|[-+]?0[xob][0-9a-f_]+"
              + "|[-+]?[0-9]+(_[0-9]+)+"
              + "|[-+]?\\.(inf|nan)");

  @Override
  protected void addImplicitResolvers() {
    addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
    addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(0|[1-9][0-9]*)"), "-+0123456789");
    addImplicitResolver(
        Tag.FLOAT,
        Pattern.compile("[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"),
        "-+0123456789");
    addImplicitResolver(Tag.NULL, Pattern.compile("(~|null|Null|NULL)?"), "~nN\0");
  }

  /** Whether an unquoted word is text here and something else to a reader of YAML 1.1. */
  static boolean ambiguous(String word) {
    return AMBIGUOUS.matcher(word).matches();
  }
}
