package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What an inventory printed, as the answer to each of its verbs. */
final class InventoryTarget implements Consumer<byte[]> {
  private final Path folder;

  InventoryTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public void accept(byte[] input) {
    Inventory inventory =
        new Inventory(
            Path.of("/p/inventory"),
            folder,
            folder,
            (call, line) -> TerraformTarget.ended(folder, input, call));
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      for (Inventory.Found found : inventory.servers("web", "local", Optional.empty())) {
        thenToldOf(text, found.id(), found.name(), found.state(), found.image());
        thenToldOf(text, found.labels().values().toArray(String[]::new));
      }
      thenToldOf(text, inventory.images().toArray(String[]::new));
      thenToldOf(text, inventory.builders("local-1").toArray(String[]::new));
      assertThat(text.strip()).startsWith("[").endsWith("]");
    } catch (ServersException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.remedy()).isNotBlank();
    } catch (ToolException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Escapes aside, of which the recordings have none. */
  private static void thenToldOf(String text, String... values) {
    if (!text.contains("\\")) {
      assertThat(List.of(values)).allMatch(text::contains);
    }
  }
}
