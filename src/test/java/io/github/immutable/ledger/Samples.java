package io.github.immutable.ledger;

import io.github.immutable.image.Artifact;
import io.github.immutable.image.Image;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records with every field filled in, and the fewest. */
final class Samples {
  static final Instant EARLIER = Instant.parse("2026-03-01T10:00:00.123456789Z");
  static final Instant LATER = Instant.parse("2026-03-01T10:05:00Z");
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final Image IMAGE =
      new Image(
          "abcdef012345-2",
          "abcdef012345" + "0".repeat(52),
          2,
          List.of(new Artifact("docker.web", "sha256:" + "1".repeat(64))),
          COMMIT,
          EARLIER,
          Map.of("files", "f".repeat(64)));
  static final List<Server> SERVERS =
      List.of(
          new Server("web-local-blue-1", "127.0.0.1", 21000, IMAGE.artifacts().get(0).id()),
          new Server("web-local-blue-2", "2001:db8::1", 21001, null));

  private Samples() {}

  /** As it is when it has just started. */
  static ReleaseRecord started(String pipeline, int number) {
    return new ReleaseRecord(
        pipeline + "-" + number,
        pipeline,
        number,
        ReleaseRecord.Kind.RELEASE,
        "v" + number,
        COMMIT,
        "a subject with \"quotes\", ü and \u0001",
        List.of(),
        null,
        "user@host, process 1",
        EARLIER,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of(),
        null,
        ReleaseRecord.State.OPEN,
        null,
        null,
        false,
        List.of());
  }

  /** As it is when it is over. */
  static ReleaseRecord ended(String pipeline, int number) {
    return started(pipeline, number)
        .withImage(IMAGE)
        .withLaunch(
            Slot.BLUE,
            "2".repeat(64),
            Map.of("servers", 2, "text", "a", "list", List.of(1, "b"), "map", Map.of("c", true)),
            Slot.GREEN)
        .withServers(SERVERS)
        .ended(ReleaseRecord.State.COMPLETED, 0, "live", LATER)
        .markedRolledBack();
  }
}
