package io.github.immutable.cli;

import io.github.immutable.tool.Redactor;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * What everything shown passes: secrets are taken out, and what would move the cursor or hide text.
 * Colours stay, for help has some.
 */
final class ShownWriter extends Writer {
  private static final Pattern UNSEEN =
      Pattern.compile(
          "(?<colour>\u001b\\[[0-9;]*m)|\r(?=\n)|[\\p{Cntrl}\\x{80}-\\x{9f}\\x{200e}\\x{200f}"
              + "\\x{202a}-\\x{202e}\\x{2028}\\x{2029}\\x{2066}-\\x{2069}&&[^\n\t]]");

  private final Writer out;
  private final Redactor redactor;
  private final StringBuilder waiting = new StringBuilder();

  ShownWriter(Writer out, Redactor redactor) {
    this.out = out;
    this.redactor = redactor;
  }

  /** Whole texts, as they come: a secret of several lines is one, and a flush ends a text. */
  @Override
  public void write(char[] characters, int offset, int length) {
    synchronized (lock) {
      waiting.append(characters, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    synchronized (lock) {
      String text = redactor.redact(waiting.toString());
      waiting.setLength(0);
      out.write(harmless(text));
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }

  static String harmless(String text) {
    return UNSEEN
        .matcher(text)
        .replaceAll(
            found ->
                found.group("colour") != null
                    ? found.group("colour")
                    : found.group().equals("\r") ? "" : " ");
  }
}
