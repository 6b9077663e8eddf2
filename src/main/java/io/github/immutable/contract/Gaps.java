package io.github.immutable.contract;

import io.github.immutable.pipeline.RootWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an existing repository lacks for a release, before a pipeline file says what it has. */
record Gaps(Configuration template, Configuration root, Survey survey) {

  List<Breach> all() {
    return Stream.of(replaced(), unmanifested(), unproven(), unanswered(), unlisted())
        .flatMap(Optional::stream)
        .toList();
  }

  /** With one resource for both slots, a new image replaces what carries the traffic. */
  private Optional<Breach> replaced() {
    return survey.shared() || survey.declares("slot")
        ? Optional.empty()
        : Hazards.servers(root)
            .findFirst()
            .map(
                server ->
                    Breach.hazard(
                        server.file(),
                        server.line(),
                        "a new image replaces \"%s\" \"%s\": the old servers go before the new ones are healthy"
                            .formatted(server.label(0), server.label(1)),
                        root.declaration("slot", "string"),
                        "put var.slot into the name of everything that both slots have: each then"
                            + " has a state of its own"));
  }

  private Optional<Breach> unmanifested() {
    boolean manifest =
        template.files().stream()
            .flatMap(Block::all)
            .anyMatch(block -> block.is("post-processor", "manifest"));
    return manifest
        ? Optional.empty()
        : template
            .blocks("build")
            .findFirst()
            .map(
                build ->
                    Breach.hazard(
                        build.file(),
                        build.line(),
                        "no `manifest` post-processor writes down the exact id of what is built",
                        template.isLegacy()
                            ? List.of(
                                "{ \"type\": \"manifest\", \"output\": \"{{user `manifest`}}\" }")
                            : List.of(
                                "post-processor \"manifest\" {", "  output = var.manifest", "}"),
                        "add it to the build, and declare the variable `manifest`"));
  }

  private Optional<Breach> unproven() {
    return template.variables().contains("image_id")
        ? Optional.empty()
        : Optional.of(
            Breach.hazard(
                template.home("variable"),
                0,
                "the template has no variable `image_id`: a server cannot say which image it runs",
                template.declaration("image_id", "string"),
                "declare it, and bake it into what the health check answers"));
  }

  private Optional<Breach> unanswered() {
    return survey.healthPath().isPresent()
        ? Optional.empty()
        : Optional.of(
            Breach.hazard(
                root.place(),
                0,
                "no health endpoint is known: nothing tells a server that works from one that does not",
                List.of(),
                "name the page under health.http.path in the pipeline file"));
  }

  private Optional<Breach> unlisted() {
    return survey.output().isPresent()
        ? survey.output().flatMap(this::unaddressed)
        : Optional.of(
            Breach.hazard(
                root.home("output"),
                0,
                "no output lists the servers with their addresses",
                List.of(
                    "output \"servers\" {", "  value = [{ name = …, address = …, port = … }]", "}"),
                "return them, by these names or by those under servers.outputs"));
  }

  private Optional<Breach> unaddressed(String output) {
    RootWords words =
        new RootWords(Map.of(), Map.of("servers", output), survey.shared(), Map.of(), "");
    return new ListedServers(root, words, "blue", "the pipeline file").check();
  }
}
