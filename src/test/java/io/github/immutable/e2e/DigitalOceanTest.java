package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.e2e.DigitalOceanFaults.Fault;
import io.github.immutable.e2e.DigitalOceanFaults.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The reference files for DigitalOcean. DigitalOcean itself is played: its API by WireMock, its
 * droplets by containers of what Packer built.
 */
@Tag("waits")
class DigitalOceanTest extends PlayedCloudTest<DigitalOcean> {

  DigitalOceanTest() {
    super(
        "digitalocean",
        "fra1:(\\d+)",
        "will exceed your droplet limit",
        "Unable to authenticate you");
  }

  @Override
  DigitalOcean open(Path scratch) throws IOException {
    return DigitalOcean.open();
  }

  @Override
  List<String> here() {
    return List.of("s/^    run: .*/&\\n    snapshot_within: 4s/");
  }

  @AfterEach
  void no_tag_is_left_over() {
    assertThat(cloud.account().tagNames().stream().filter(its -> its.startsWith("immutable:")))
        .as("tags of servers")
        .hasSize((int) project.known().stream().distinct().count());
  }

  @Test
  @Order(8)
  void a_snapshot_that_is_done_after_packer_gave_up_is_taken_and_not_built_again()
      throws Exception {
    cloud.account().snapshotsTake(Duration.ofSeconds(12));
    Answer gaveUp = project.immutable("release", "v3").exits(10);
    assertThat(gaveUp.err()).contains("Error waiting for snapshot");
    project.live("v1a");
    cloud.account().snapshotsTakeAMoment();
    int builds = project.command.runs("packer");
    Wait.until(
        "the snapshot is done",
        () ->
            cloud.account().images().stream()
                .allMatch(its -> its.path("status").asText().equals("available")));

    Answer released = project.immutable("release", "v3").exits(0);

    assertThat(released.err()).contains("was finished after its build was given up");
    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    project.live("v3");
    done();
  }

  @Test
  @Order(9)
  void throttling_that_does_not_end_is_told_and_put_back() {
    cloud.does(new Fault(Kind.THROTTLED, "POST /v2/droplets", 9999));

    Answer released = project.immutable("release", "v2").exits(10);

    assertThat(released.err()).contains("API rate limit exceeded", "nothing is left");
    project.live("v3");
    done();
  }

  @Test
  @Order(11)
  void what_is_wrong_with_the_account_is_told_before_a_build() throws Exception {
    project.changedVersion("v4");
    int builds = project.command.runs("packer");

    cloud.does(new Fault(Kind.DENIED, ".*", 9999));
    assertThat(project.immutable("release", "v4").exits(20).err())
        .contains("You are not authorized to perform this operation");
    cloud.does(new Fault(Kind.SILENT, "GET /v2/load_balancers", 9999));
    assertThat(project.immutable("release", "v4").exits(20).err()).contains("gives no answer");
    cloud.behaves();
    assertThat(project.with("DIGITALOCEAN_TOKEN=", "release", "v4").exits(20).err())
        .contains("no token for DigitalOcean; set DIGITALOCEAN_TOKEN");

    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    done();
  }
}
