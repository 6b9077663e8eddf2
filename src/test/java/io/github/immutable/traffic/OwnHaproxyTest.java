package io.github.immutable.traffic;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.servers.Server;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's HAProxy that lacks what we need says so, and says what prints it. */
class OwnHaproxyTest {
  @TempDir Path temporary;
  private RealHaproxy haproxy;

  @BeforeEach
  void start() throws Exception {
    haproxy = new RealHaproxy(temporary, 2);
  }

  @AfterEach
  void stop() throws Exception {
    haproxy.stop();
  }

  @Test
  void a_missing_backend_is_named() {
    thenRemedied(own("shop", haproxy.managed.config().map()), "no backend shop-blue");
  }

  @Test
  void a_map_that_is_not_used_is_named() {
    Haproxy own = own("web", temporary.resolve("another.map"));
    assertThatThrownBy(own::switchOff)
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("does not use the map")
        .extracting(e -> ((TrafficException) e).remedy())
        .asString()
        .contains("immutable traffic print-config");
  }

  @Test
  void what_is_missing_is_known_before_anything_is_registered() throws Exception {
    own("web", haproxy.managed.config().map()).ready();
    assertThat(own("web", haproxy.managed.config().map()).room()).isEqualTo(2);

    assertThatThrownBy(own("shop", haproxy.managed.config().map())::ready)
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("no backend shop-blue");
    assertThatThrownBy(own("web", temporary.resolve("another.map"))::ready)
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("does not use the map");
  }

  @Test
  void without_a_master_it_works_and_promises_less() throws Exception {
    HaproxyConfig ours = haproxy.managed.config();
    Haproxy own =
        new Haproxy(
            new HaproxyConfig(
                "web", ours.frontDoor(), ours.socket(), null, ours.map(), ours.state(), 2));
    try (Backends green = new Backends(GREEN, 1)) {
      own.register(GREEN, green.servers());
      own.switchTo(GREEN);
      assertThat(own.active()).contains(GREEN);
      assertThat(own.sessions(GREEN)).hasValue(0);
      assertThat(own.lossless()).isFalse();
    }
    haproxy.reload();
    assertThat(own.active()).contains(GREEN);
  }

  @Test
  void the_printed_stanza_is_what_runs() {
    HaproxyConfig config = haproxy.managed.config();
    String own = HaproxyStanza.forOwn(config);
    assertThat(HaproxyStanza.forManaged(config, "127.0.0.1:1"))
        .endsWith(own.substring(own.indexOf("backend web-blue")))
        .contains("  use_backend \"web-%[rand(100),map_int('" + config.map() + "',none)]\"");
  }

  private void thenRemedied(Haproxy own, String problem) {
    assertThatThrownBy(() -> own.register(BLUE, List.of(new Server("a", "127.0.0.1", 1, null))))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining(problem)
        .extracting(e -> ((TrafficException) e).remedy())
        .asString()
        .contains("immutable traffic print-config");
  }

  private Haproxy own(String name, Path map) {
    HaproxyConfig ours = haproxy.managed.config();
    return new Haproxy(
        new HaproxyConfig(
            name, ours.frontDoor(), ours.socket(), ours.masterSocket(), map, ours.state(), 2));
  }
}
