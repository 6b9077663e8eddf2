package io.github.immutable.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.servers.Slot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What a command of the user's printed when it was asked what the balancer does. */
final class BalancerTarget implements Consumer<byte[]> {
  BalancerTarget(Path folder) {
    assertThat(folder).isDirectory();
  }

  @Override
  public void accept(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      BalancerView view = BalancerView.read(text);
      if (!text.contains("\\")) {
        assertThat(text).contains("\"" + BalancerView.name(view.active()) + "\"");
        view.targets().orElse(List.of()).forEach(target -> thenToldOf(text, target));
        for (Slot slot : Slot.values()) {
          view.sessions(slot).ifPresent(count -> assertThat(text).contains("" + count));
        }
      }
    } catch (BalancerView.Unreadable e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void thenToldOf(String text, Target target) {
    assertThat(text).contains(target.address()).contains("" + target.port());
    if (target.healthy()) {
      assertThat(text).contains("\"healthy\"");
    }
  }
}
