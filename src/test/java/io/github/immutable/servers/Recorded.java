package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Terraform 1.11.4 really said, as {@code src/test/record/terraform} recorded it. */
final class Recorded {
  /** The image of every recorded server. */
  static final String IMAGE = "sha256:" + "0".repeat(63) + "1";

  private Recorded() {}

  static Plan plan(String name) throws IOException, ServersException {
    return Plan.of(json(name));
  }

  static JsonNode json(String name) throws IOException {
    return Json.MAPPER.readTree(file(name, "plan.json").toFile());
  }

  static String text(String name, String file) throws IOException {
    return Files.readString(file(name, file));
  }

  private static Path file(String name, String file) {
    return Path.of("src/test/resources/terraform-1.11.4").resolve(name).resolve(file);
  }

  /** A server as the recorded roots make it. */
  static Server server(Slot slot, int number) {
    int port = (slot == Slot.GREEN ? 21100 : 21000) + number - 1;
    return new Server("web-local-" + slot + "-" + number, "127.0.0.1", port, IMAGE);
  }
}
