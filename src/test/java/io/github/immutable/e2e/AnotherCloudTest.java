package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.load.Load;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/guides/another-cloud.md} is true: all that it tells to type is typed, and the cloud
 * that it makes stands what the page says a cloud must stand.
 */
@Tag("waits")
class AnotherCloudTest {
  private static final String LAST = "immutable destroy --yes";

  private final String application = "e2e-edge-" + Long.toString(System.nanoTime() & 0xffffff, 36);
  private final int ports = Ports.block();
  private final URI door = URI.create("http://127.0.0.1:" + Ports.frontDoor(ports) + "/");

  @TempDir private Path scratch = Path.of("");

  private GuidePage written = new GuidePage("", List.of());
  private GuidePage page = new GuidePage("", List.of());

  @BeforeEach
  void servers_and_ports_that_nobody_else_has() {
    written = GuidePage.of(Shell.BASE.resolve("docs/guides/another-cloud.md"));
    page =
        written
            .with("--application shop", "--application " + application)
            .with("application: shop", "application: " + application)
            .with("project=shop", "project=" + application)
            .with("8090", String.valueOf(Ports.frontDoor(ports)))
            .with("8091", String.valueOf(Ports.frontDoor(ports) + 1))
            .with("every: 1s", "every: 300ms")
            .with("for: 5s", "for: 2s")
            .with("21400", String.valueOf(ports))
            .with("21500", String.valueOf(ports + 100));
  }

  @Test
  void the_page_is_true_and_its_cloud_stands_what_it_says_a_cloud_must_stand() throws Exception {
    int end = page.lines().indexOf(LAST) - 1;
    String printed = typed(scratch, page.lines().subList(0, end));
    Checkout checkout = new Checkout(scratch.resolve("shop"));
    if (Files.exists(checkout.folder().resolve("balancer.pid"))) {
      try {
        isKilledAndBroken(checkout);
      } finally {
        // a page of the same lines, all but the last of them empty
        List<String> rest = new ArrayList<>(Collections.nCopies(end, ""));
        rest.addAll(page.lines().subList(end, page.lines().size()));
        printed += typed(checkout.folder(), rest);
      }
    }

    assertThat(written.disagreements(printed))
        .as("what %s says, and what it printed:%n%s", written.name(), printed)
        .isEmpty();
    assertThat(servers()).as("servers that the page leaves standing").isEmpty();
  }

  private void isKilledAndBroken(Checkout checkout) {
    checkout.initialize();
    CommandLine command = new CommandLine(checkout.folder(), scratch.resolve("tools"));
    Load load = load();
    int builds = command.runs("packer");
    command.run("release", "v1", "--again").exits(0);
    assertThat(command.runs("packer")).as("runs of Packer").isEqualTo(builds);

    command.start("release", "v2").reaches("launch").kill();
    command.run("resume").exits(0);
    sees(command, "v2");
    command.start("rollback", "v1").reaches("promote").kill();
    command.run("resume").exits(0);
    sees(command, "v1");

    checkout
        .edit("ansible/group_vars/all.yml", "^health_path: /health", "health_path: /ill")
        .edit("pipelines/edge.yml", "within: 1m", "within: 5s")
        .version("v3", "Nobody says how it is");
    assertThat(command.run("release", "v3").exits(10).err()).contains("GET /health answered 404");
    sees(command, "v1");

    load.close();
    Load.Snapshot count = load.snapshot();
    System.out.printf("another cloud: %d requests, %d lost%n", count.ok(), count.lost());
    assertThat(count.lost()).as("lost: %s", count.reasons()).isZero();
  }

  private String typed(Path folder, List<String> lines) {
    return new GuideRun(folder, scratch, GuideRun.reader(Shell.BASE.resolve("bin").toString()))
        .printed(new GuidePage(page.name(), lines).script(Map.of()));
  }

  private Load load() {
    Load load =
        Load.start(
            Load.Options.of(door.toString()).withConnections(4).withRate(25).withEcho("/echo"));
    Sample.moreAnswers(load, 25);
    return load;
  }

  /** It is live, and no server stands that the ledger does not know. */
  private void sees(CommandLine command, String version) {
    JsonNode status = command.run("status", "--output", "json").json();
    assertThat(status.path("live").asText()).isEqualTo(version);
    assertThat(status.path("problems")).isEmpty();
    List<String> known = new ArrayList<>();
    for (JsonNode slot : status.path("slots")) {
      slot.path("servers").forEach(server -> known.add(server.path("name").asText()));
    }
    assertThat(servers()).containsExactlyInAnyOrderElementsOf(known);
  }

  private List<String> servers() {
    return Shell.lines(
        Shell.engine(),
        "ps",
        "--all",
        "--filter",
        "label=edge.project=" + application,
        "--format",
        "{{.Names}}");
  }
}
