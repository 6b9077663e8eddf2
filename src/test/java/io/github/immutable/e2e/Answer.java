package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** What a run of the command line ended with. */
record Answer(List<String> arguments, int exitCode, String out, String err) {
  private static final JsonMapper JSON = new JsonMapper();

  Answer exits(int expected) {
    assertThat(exitCode).as("exit code of %s", this).isEqualTo(expected);
    return this;
  }

  /** Standard output, which must be one JSON document and nothing else. */
  JsonNode json() {
    try {
      return JSON.readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readValue(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not one JSON document: " + this, e);
    }
  }

  @Override
  public String toString() {
    return "immutable "
        + String.join(" ", arguments)
        + "\n(exit "
        + exitCode
        + ")\n--- standard output\n"
        + out
        + "\n--- standard error\n"
        + err;
  }
}
