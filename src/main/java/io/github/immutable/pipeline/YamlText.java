package io.github.immutable.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.reader.StreamReader;

/** A file's bytes as text that a YAML parser accepts, or a mistake that says why not. */
final class YamlText {
  static final int LARGEST = 1024 * 1024;

  private YamlText() {}

  /**
   * The text of a UTF-8 file without its byte order mark.
   *
   * @throws PipelineException if it cannot be read, is larger than 1 MiB, is not UTF-8 or has
   *     characters that YAML forbids
   */
  static String read(Path file, Findings findings) throws PipelineException {
    String text = decode(bytes(file, findings), findings);
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    content
        .codePoints()
        .filter(character -> !StreamReader.isPrintable(character))
        .findFirst()
        .ifPresent(
            character ->
                at(
                    content.substring(0, content.indexOf(character)),
                    "expected printable text, found the control character U+%04X"
                        .formatted(character),
                    findings));
    findings.throwIfAny();
    return content;
  }

  private static byte[] bytes(Path file, Findings findings) throws PipelineException {
    byte[] bytes = {};
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      findings.mistake(0, 0, "expected a file, found a folder or device");
    } else {
      try (InputStream content = Files.newInputStream(file)) {
        bytes = content.readNBytes(LARGEST + 1);
      } catch (NoSuchFileException missing) {
        findings.mistake(0, 0, "no such file");
      } catch (IOException unreadable) {
        findings.mistake(0, 0, "cannot be read: " + unreadable);
      }
    }
    if (bytes.length > LARGEST) {
      findings.mistake(
          1, 1, "expected at most 1 MiB, found more; a pipeline file is some 100 lines");
    }
    findings.throwIfAny();
    return bytes;
  }

  private static String decode(byte[] bytes, Findings findings) throws PipelineException {
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer output = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(input, output, true);
    String text = output.flip().toString();
    if (result.isError()) {
      at(
          text,
          "expected text in UTF-8, found the byte 0x%02X".formatted(bytes[input.position()]),
          findings);
      findings.throwIfAny();
    }
    return text;
  }

  private static void at(String before, String message, Findings findings) {
    String line = before.substring(before.lastIndexOf('\n') + 1);
    int lines = (int) before.chars().filter(character -> character == '\n').count();
    findings.mistake(lines + 1, line.codePointCount(0, line.length()) + 1, message);
  }
}
