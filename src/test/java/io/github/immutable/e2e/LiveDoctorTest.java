package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.tool.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code doctor} finds where a version is live and something beside it is not as it was. */
@Tag("waits")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveDoctorTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @BeforeAll
  static void a_project_with_a_version_live() {
    web = SAMPLES.project("doctor");
    web.immutable("release", "v1").exits(0);
  }

  @Test
  @Order(1)
  void all_is_well_and_not_a_byte_is_changed() throws Exception {
    Map<String, String> before = files();

    Answer doctor = web.immutable("doctor").exits(0);

    assertThat(doctor.out())
        .contains("active, 2 servers;")
        .contains("slot blue has it, and so says the ledger")
        .contains("is HAProxy's")
        .endsWith("a release could start\n")
        .doesNotContain("warn")
        .doesNotContain("not checked");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  @Order(2)
  void a_balancer_with_another_configuration_is_told_and_mended_as_told() throws Exception {
    Path configuration = web.checkout.folder().resolve(".immutable/haproxy/local/haproxy.cfg");
    Files.writeString(configuration, "# by hand\n", StandardOpenOption.APPEND);
    thenMendedAsTold("configuration file is not the one wanted");
    assertThat(configuration).content().doesNotContain("by hand");
  }

  @Test
  @Order(3)
  void a_balancer_that_died_is_told_and_mended_as_told() {
    web.haproxy().kill();
    thenMendedAsTold("has died");
    assertThat(web.answeringSlot()).isEqualTo("blue");
  }

  @Test
  @Order(4)
  void a_server_and_an_image_that_are_gone_are_told() {
    String dead = web.containers.of("blue").getFirst();
    Containers.remove(dead);

    JsonNode findings = web.immutable("doctor", "--output", "json").exits(0).json();

    assertThat(found(findings, "servers").at("/message").asText())
        .isEqualTo(dead + " does not exist, says the inventory");
  }

  @Test
  @Order(5)
  void a_ledger_that_is_gone_while_servers_stand_is_told() throws Exception {
    Files.delete(web.checkout.folder().resolve(".immutable/ledger.db"));

    JsonNode findings = web.immutable("doctor", "--output", "json").exits(20).json();

    for (String check : List.of("traffic", "slot blue", "servers")) {
      assertThat(found(findings, check).at("/state").asText()).as(check).isEqualTo("problem");
    }
    web.immutable("release", "v2").exits(20);
  }

  private static void thenMendedAsTold(String message) {
    JsonNode balancer = found(web.immutable("doctor", "-o", "json").exits(0).json(), "balancer");
    assertThat(balancer.at("/state").asText()).isEqualTo("warning");
    assertThat(balancer.at("/message").asText()).contains(message);
    assertThat(balancer.at("/mend").asText()).isEqualTo("immutable traffic start");

    web.immutable("traffic", "start").exits(0);

    JsonNode mended = web.immutable("doctor", "-o", "json").exits(0).json();
    assertThat(found(mended, "balancer").at("/state").asText()).isEqualTo("ok");
  }

  private static JsonNode found(JsonNode findings, String check) {
    for (JsonNode finding : findings) {
      if (finding.at("/check").asText().equals(check)) {
        return finding;
      }
    }
    throw new AssertionError("no finding of " + check + " in " + findings);
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> all = Files.walk(web.checkout.folder())) {
      for (Path one : all.toList()) {
        boolean file = Files.isRegularFile(one);
        digests.put(one.toString(), file ? new Digest().file(one).hex() : "");
      }
    }
    return digests;
  }
}
