package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real Terraform, on a disk of 8 MiB for its states that gets full amid an apply. */
@Timeout(300)
class FullDiskTest {
  /** The disk is full before the first state of an apply is written, or before the second. */
  private static final String ROOT =
      """
      variable "slot" { type = string }
      variable "servers" { type = number }
      locals {
        wide = join("", [for one in range(1000) : "a state that is wide, wide, wide"])
      }
      resource "terraform_data" "server" {
        count = var.servers
        input = { name = "web-${count.index}", wide = local.wide }
        provisioner "local-exec" { command = "test ${count.index} = 0 || FIRST" }
      }
      resource "terraform_data" "disk" {
        count      = var.servers
        input      = local.wide
        depends_on = [terraform_data.server]
        provisioner "local-exec" { command = "test ${count.index} = 0 || SECOND" }
      }
      output "servers" {
        value = [for number in range(var.servers) :
          { name = "web-${number}", address = "127.0.0.1", port = 21100 + number }]
      }
      """;

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private Path disk;
  private Path filler;
  private Path root;

  @BeforeEach
  void a_small_disk() throws Exception {
    disk = Files.createDirectory(folder.resolve("terraform"));
    filler = disk.resolve("filler");
    root = folder.resolve("root");
    asRoot("mount", "-t", "tmpfs", "-o", "mode=0777,size=8m", "tmpfs", disk.toString());
  }

  @AfterEach
  void no_disk() throws Exception {
    asRoot("umount", disk.toString());
  }

  @Test
  void promise_4_what_terraform_leaves_when_the_disk_is_full_is_the_state_once_there_is_room()
      throws Exception {
    root(root, fill(), "true");
    launch(1);

    ServersException failed = catchThrowableOfType(ServersException.class, () -> launch(2));

    assertThat(failed).hasMessageContaining("terraform apply failed in slot green; ");
    assertThat(failed.lines()).anyMatch(line -> line.contains("no space left on device"));
    String left = Files.readString(root.resolve("errored.tfstate"));
    Files.delete(filler);
    root(root, "true", "true");
    assertThat(launch(2)).hasSize(2);
    assertThat(told).anyMatch(line -> line.contains("errored.tfstate is the state now"));
    assertThat(ids(left)).isNotEmpty();
    assertThat(ids(Files.readString(workspace().state()))).containsAll(ids(left));
    servers().destroy(inputs(2), new PlanGuard(Slot.GREEN, List.of()));
    assertThat(TerraformState.resources(workspace().state())).hasValue(0);
  }

  @Test
  void promise_4_a_state_that_a_full_disk_tears_is_put_back_and_the_next_launch_converges()
      throws Exception {
    root(disk.resolve("root"), "true", fill());
    launch(1);
    List<String> before = ids(Files.readString(workspace().state()));

    ServersException failed = catchThrowableOfType(ServersException.class, () -> launch(2));

    assertThat(failed)
        .hasMessageContaining("terraform apply failed in slot green; the apply has torn")
        .hasMessageContaining("the one from before it is put back");
    assertThat(ids(Files.readString(workspace().state()))).isEqualTo(before);
    Files.delete(filler);
    root(root, "true", "true");
    assertThat(launch(2)).hasSize(2);
    servers().destroy(inputs(2), new PlanGuard(Slot.GREEN, List.of()));
    assertThat(TerraformState.resources(workspace().state())).hasValue(0);
  }

  @Test
  void promise_4_a_state_torn_by_an_apply_that_nobody_saw_end_is_put_back_first() throws Exception {
    root(root, "true", "true");
    launch(2);
    StateCopy copy =
        StateCopy.of(terraform()).orElseThrow(() -> new AssertionError("no state is kept here"));
    copy.take();
    String whole = Files.readString(copy.state());
    Files.writeString(copy.state(), whole.substring(0, whole.length() / 2));

    assertThat(launch(2)).hasSize(2);

    assertThat(told).anyMatch(line -> line.contains("the one from before it is put back"));
    assertThat(copy.state()).hasContent(whole);
  }

  @Test
  void an_apply_is_not_begun_without_room_for_its_state() throws Exception {
    root(root, "true", "true");
    launch(1);
    String before = Files.readString(workspace().state());
    Files.write(filler, new byte[(int) (Files.getFileStore(disk).getUsableSpace() - 200_000)]);

    ServersException refused = catchThrowableOfType(ServersException.class, () -> launch(2));

    assertThat(refused).hasMessageContaining("no room for Terraform's state");
    assertThat(refused.remedy()).matches("free [0-9]+ bytes or more, then run .*");
    assertThat(workspace().state()).hasContent(before);
  }

  @Test
  void a_tool_that_could_not_say_a_word_has_not_said_nothing() throws Exception {
    Path logs = Files.createDirectory(disk.resolve("logs"));
    ToolCall call =
        new ToolCall(
            "terraform-show",
            List.of("sh", "-c", fill() + "; echo '{}'; true"),
            folder,
            Map.of(),
            logs,
            Duration.ofSeconds(30));

    ToolException failed =
        catchThrowableOfType(
            ToolException.class, () -> new ProcessRunner(new SystemTime()).run(call));

    assertThat(failed)
        .hasMessageContaining("the output of terraform-show could not be kept in " + logs)
        .hasMessageContaining("No space left on device");
  }

  private List<Server> launch(int servers) throws Exception {
    return servers().launch(inputs(servers), new PlanGuard(Slot.GREEN, List.of()), 1, "");
  }

  private static Map<String, Object> inputs(int servers) {
    return Map.of("slot", "green", "servers", servers);
  }

  private SlotServers servers() {
    return new SlotServers(terraform(), new ProcessRunner(new SystemTime()), told::add);
  }

  private Terraform terraform() {
    return new Terraform("terraform", new TerraformRoot(root), workspace(), folder.resolve("logs"));
  }

  private Workspace workspace() {
    return new Workspace("web", "local", Slot.GREEN, disk);
  }

  private void root(Path where, String first, String second) throws Exception {
    root = Files.createDirectories(where);
    String text = ROOT.replace("FIRST", first).replace("SECOND", second);
    Files.writeString(root.resolve("main.tf"), text);
  }

  private String fill() {
    return "dd if=/dev/zero of=" + filler + " bs=4k 2>&- || true";
  }

  private static List<String> ids(String state) {
    return Pattern.compile("\"id\": \"([0-9a-f-]+)\"")
        .matcher(state)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static void asRoot(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(words));
    if (!System.getProperty("user.name").equals("root")) {
      command.addAll(0, List.of("sudo", "-n"));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
