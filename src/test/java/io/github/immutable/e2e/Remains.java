package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is after a release, however it ended: what is live, and what the project's own
 * inventory lists that nobody wanted.
 *
 * @param live version
 * @param orphans servers that no slot of the ledger has, and builders
 * @param duplicates servers that exist more than once
 * @param lost servers that a slot has and that do not exist or do not run
 */
record Remains(String live, List<String> orphans, List<String> duplicates, List<String> lost) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Looks now. */
  static Remains of(Sample web) {
    Set<String> wanted = new HashSet<>();
    JsonNode status = web.status();
    for (JsonNode slot : status.at("/slots")) {
      slot.at("/servers").forEach(server -> wanted.add(server.at("/name").asText()));
    }
    Set<String> seen = new HashSet<>();
    List<String> orphans = new ArrayList<>(web.containers.builders());
    List<String> duplicates = new ArrayList<>();
    Set<String> lost = new HashSet<>(wanted);
    for (JsonNode server : servers(web)) {
      String name = server.at("/name").asText();
      if (!wanted.contains(name)) {
        orphans.add(name);
      }
      if (!seen.add(name)) {
        duplicates.add(name);
      }
      if (server.at("/state").asText().equals("running")) {
        lost.remove(name);
      }
    }
    return new Remains(status.at("/live").asText(), orphans, duplicates, List.copyOf(lost));
  }

  /** Asserts that this is live, and that nobody's server or builder is left. */
  void areThoseOf(String version) {
    assertThat(live).as("live").isEqualTo(version);
    none();
  }

  /** Asserts that there is nothing of the kind. */
  void none() {
    assertThat(orphans).as("orphans, says the inventory").isEmpty();
    assertThat(duplicates).as("duplicates, says the inventory").isEmpty();
    assertThat(lost).as("servers that do not run, says the inventory").isEmpty();
  }

  private static JsonNode servers(Sample web) {
    try {
      return JSON.readTree(
          Shell.run(
              web.checkout.folder(),
              web.checkout.folder().resolve("terraform/container/inventory").toString(),
              "servers",
              "project=" + web.application,
              "pipeline=local"));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the inventory did not answer with JSON", e);
    }
  }
}
