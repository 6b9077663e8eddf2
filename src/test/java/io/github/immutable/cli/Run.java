package io.github.immutable.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command line and what it did: exit code, result, story. */
record Run(int exitCode, String out, String err) {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** In this JVM, from the arguments on as {@code bin/immutable} would. */
  static Run of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        RootCommand.commandLine(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .execute(arguments);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output, which must be one JSON document and nothing else. */
  JsonNode json() {
    try {
      return STRICT.readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("standard output is not one JSON document: " + out, e);
    }
  }

  List<String> story() {
    return err.lines().toList();
  }

  String firstOfStory() {
    return story().isEmpty() ? "" : story().getFirst();
  }
}
