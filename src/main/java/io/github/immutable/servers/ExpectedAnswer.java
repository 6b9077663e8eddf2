package io.github.immutable.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.pipeline.Health;
import io.github.immutable.pipeline.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a health answer must be.
 *
 * @param values of the placeholders in {@code http.expect}
 */
public record ExpectedAnswer(Health.Http http, Map<String, String> values) {

  /** Holds an answer against it. */
  public CheckResult judge(HttpProbe.Answer answer) {
    boolean right =
        http.status() == 0
            ? answer.status() >= 200 && answer.status() <= 299
            : answer.status() == http.status();
    if (!right) {
      return CheckResult.unhealthy("GET " + http.path() + " answered " + answer.status());
    }
    if (http.expect().isEmpty()) {
      return CheckResult.healthy("GET " + http.path() + " answered " + answer.status());
    }
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return CheckResult.unhealthy("GET " + http.path() + " did not answer with JSON");
    }
    for (Map.Entry<String, String> expected : http.expect().entrySet()) {
      String value = Placeholders.fill(expected.getValue(), values);
      JsonNode found = body;
      for (String step : expected.getKey().split("\\.", -1)) {
        found = found.path(step);
      }
      if (found.isMissingNode() || found.isNull() || found.asText("").isEmpty()) {
        // not yet, perhaps: that is no proof of another image
        return CheckResult.unhealthy("does not say what " + expected.getKey() + " is");
      }
      if (!found.asText("").equals(value)) {
        String what =
            "says " + expected.getKey() + " is \"" + found.asText("") + "\", not " + value;
        return expected.getValue().contains("${image.id}")
            ? CheckResult.wrongImage(what)
            : CheckResult.unhealthy(what);
      }
    }
    return CheckResult.healthy("GET " + http.path() + " answered " + answer.status());
  }
}
