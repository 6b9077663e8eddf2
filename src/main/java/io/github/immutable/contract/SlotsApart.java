package io.github.immutable.contract;

import io.github.immutable.pipeline.RootWords;
import java.util.List;
import java.util.stream.Stream;

/** Whether a root with a state for each slot names the servers of both alike. */
record SlotsApart(Configuration root, RootWords words) {

  List<Breach> check() {
    boolean apart =
        words.shared()
            || Stream.of("slot", "release")
                .map(given -> words.variable(given, "blue"))
                .anyMatch(name -> !name.isEmpty() && root.mentions(name))
            || root.texts().stream().anyMatch(text -> text.contains("terraform.workspace"));
    return apart
        ? List.of()
        : Hazards.servers(root)
            .limit(1)
            .map(
                server ->
                    Breach.hazard(
                        server.file(),
                        server.line(),
                        "nothing tells \"%s\" \"%s\" of one slot from that of the other"
                            .formatted(server.label(0), server.label(1)),
                        root.declaration("slot", "string"),
                        "put var.slot into the name of everything that both slots have"))
            .toList();
  }
}
