package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The user's own HAProxy: its process and its file stay the user's. */
class OwnHaproxyTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  private Sample web;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Haproxy own;

  @BeforeEach
  void a_balancer_of_ones_own() throws IOException {
    web = SAMPLES.project("own");
    own = new OwnHaproxy(folder).serve(web);
  }

  @AfterEach
  void ends_with_its_user() {
    own.end();
  }

  @Test
  void promise_7_loses_nothing_and_is_changed_in_its_map_and_state_alone() throws IOException {
    String configuration = Files.readString(folder.resolve("haproxy.cfg"));
    web.immutable("release", "v1").exits(0);
    Load load = web.load();

    web.immutable("release", "v2").exits(0);
    own.reload();
    web.onlyAnswers("v2", load, web.promoted());
    web.immutable("rollback").exits(0);
    own.reload();
    web.onlyAnswers("v1", load, web.promoted());

    Sample.noneLost(load);
    web.live("v1");
    assertThat(Files.readString(folder.resolve("haproxy.cfg"))).isEqualTo(configuration);
    assertThat(folder.resolve("live.map")).hasContent("0:99 blue\n");
    assertThat(web.haproxy().runs()).as("one of ours beside it").isFalse();

    web.immutable("destroy", "--yes").exits(0);
    assertThat(own.runs()).as("the user's own after destroy").isTrue();
    assertThat(folder.resolve("live.map")).hasContent("0:99 none\n");
  }
}
