package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.pipeline.RootWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What {@code terraform output -json} printed. */
final class OutputsTarget implements Consumer<byte[]> {
  private static final RootWords OWN_WORDS =
      new RootWords(Map.of(), Map.of("name", "id", "port", "8080"), false, Map.of(), "web-local");

  private final Path folder;

  OutputsTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public void accept(byte[] input) {
    List<Server> servers;
    JsonNode json;
    try {
      json = Json.output(TerraformTarget.run(folder, input));
      inOwnWords(json);
      servers = ServersOutput.read(json.path("servers").path("value"));
    } catch (ServersException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    assertThat(servers).hasSameSizeAs(json.at("/servers/value"));
    thenAllToldOf(servers, json.toString());
    new PlanGuard(Slot.GREEN, servers).against(servers, 1, Recorded.IMAGE);
  }

  /** The same by a root's own words: what it does not say is not found elsewhere. */
  private static void inOwnWords(JsonNode json) {
    try {
      List<Server> servers =
          ServersOutput.read(ServersOutput.usual(json.at("/servers/value"), OWN_WORDS, Slot.GREEN));
      assertThat(servers).hasSameSizeAs(json.at("/servers/value"));
      for (Server server : servers) {
        assertThat(json.toString()).contains(quoted(server.address()));
        assertThat(server.port()).isEqualTo(8080);
      }
    } catch (ServersException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** None is invented: each stands in the JSON, field by field. */
  static void thenAllToldOf(List<Server> servers, String json) {
    for (Server server : servers) {
      assertThat(json).contains(quoted(server.name()), quoted(server.address()));
      assertThat(json)
          .matches(text -> text.matches("(?s).*\"port\":\"?0*" + server.port() + "[\",}].*"));
      if (server.image() != null) {
        assertThat(json).contains(quoted(server.image()));
      }
    }
  }

  private static String quoted(String text) {
    return Json.MAPPER.getNodeFactory().textNode(text).toString();
  }
}
