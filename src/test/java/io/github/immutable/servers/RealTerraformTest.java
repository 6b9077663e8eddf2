package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.tool.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference root with the real Terraform and the real container engine. Its image is the base
 * image of the reference template, which answers nothing and keeps running.
 */
@Timeout(300)
class RealTerraformTest {
  private final String project = "servers-test-" + ProcessHandle.current().pid();
  private final ToolRunner tools = new ProcessRunner(new SystemTime());

  @TempDir Path folder;
  private TerraformRoot root;
  private String image;
  private int port;

  @BeforeEach
  void a_root_and_an_image() throws Exception {
    root = TerraformRoot.copy(Path.of("terraform/container"), folder.resolve("root"));
    String base = run("base", "packer/container/base-image").output().strip();
    Path recipe = Files.createDirectory(folder.resolve("image"));
    Files.writeString(
        recipe.resolve("Dockerfile"),
        "FROM "
            + base.replace("sha256:", "")
            + "\nCMD [\"sleep\", \"infinity\"]\nSTOPSIGNAL KILL\n");
    image =
        "sha256:"
            + run("build", "terraform/container/bin/docker", "build", "-q", recipe.toString())
                .output()
                .strip()
                .replace("sha256:", "");
    port = twoFreePorts();
  }

  /** Below those that the kernel gives to clients, of which other tests take many. */
  private static int twoFreePorts() {
    return IntStream.iterate(19_000, number -> number < 21_000, number -> number + 2)
        .filter(number -> free(number) && free(number + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no two free ports from 19000 up"));
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void nothing_is_left() throws Exception {
    for (Inventory.Found found : standing()) {
      inventory().remove(found.id());
    }
    run("rmi", "terraform/container/bin/docker", "rmi", "--force", image);
  }

  @Test
  void servers_are_made_once_and_destroyed_whole() throws Exception {
    List<Server> made = launch("local-1");
    List<String> ids = standing().stream().map(Inventory.Found::id).toList();

    assertThat(made).hasSize(2).allMatch(server -> image.equals(server.image()));
    assertThat(standing())
        .hasSize(2)
        .allMatch(found -> found.running() && found.image().equals(image))
        .extracting(Inventory.Found::address)
        .containsExactlyElementsOf(made.stream().map(Server::endpoint).toList());
    assertThat(launch("local-1")).isEqualTo(made);
    assertThat(standing().stream().map(Inventory.Found::id).toList()).isEqualTo(ids);

    destroy();
    assertThat(standing()).isEmpty();
    destroy();
  }

  @Test
  void promise_4_a_terraform_killed_amid_its_work_is_followed_by_one_that_converges()
      throws Exception {
    Thread launching =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    launch("local-1");
                  } catch (Exception | AssertionError e) {
                    // it was killed
                  }
                });
    Waiting.until("the first server stands", () -> !standing().isEmpty());
    killTerraform();
    launching.join();

    List<Server> made = launch("local-1");

    assertThat(standing())
        .allMatch(Inventory.Found::running)
        .extracting(Inventory.Found::name)
        .containsExactlyElementsOf(made.stream().map(Server::name).toList());
    destroy();
    assertThat(standing()).isEmpty();
  }

  /** The one at work in this test's own folder, and no other. */
  private void killTerraform() throws IOException {
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      String command = process.info().commandLine().orElse("");
      if (command.contains("apply") && command.contains(folder.toString())) {
        process.destroyForcibly();
      }
    }
  }

  private List<Server> launch(String release) throws Exception {
    try {
      return servers().launch(inputs(release), new PlanGuard(Slot.BLUE, List.of()), 2, image);
    } catch (ServersException e) {
      throw new AssertionError(e.getMessage() + ": " + e.lines(), e);
    }
  }

  private void destroy() throws Exception {
    servers().destroy(inputs("local-1"), new PlanGuard(Slot.BLUE, List.of()));
  }

  private SlotServers servers() {
    Workspace workspace = new Workspace(project, "local", Slot.BLUE, folder.resolve("terraform"));
    Terraform terraform = new Terraform("terraform", root, workspace, folder.resolve("logs"));
    return new SlotServers(terraform, tools, line -> {});
  }

  private Map<String, Object> inputs(String release) {
    return Map.of(
        "project", project,
        "pipeline", "local",
        "slot", "blue",
        "release", release,
        "image", image,
        "servers", 2,
        "first_port", port);
  }

  private Inventory inventory() {
    Path executable = Path.of("terraform/container/inventory").toAbsolutePath();
    return new Inventory(executable, folder, folder.resolve("inventory"), tools);
  }

  private List<Inventory.Found> standing() throws Exception {
    return inventory().servers(project, "local", Optional.of(Slot.BLUE));
  }

  private ToolRun run(String name, String executable, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(executable).toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    ToolRun run =
        tools.run(
            new ToolCall(
                name, command, folder, Map.of(), folder.resolve("logs"), Duration.ofMinutes(3)));
    assertThat(run.exitCode()).as("%s: %s", command, run.lastLines(5)).isZero();
    return run;
  }
}
