package io.github.immutable.traffic;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TrafficRoot;
import io.github.immutable.servers.Workspace;
import io.github.immutable.tool.LeftLogs;
import io.github.immutable.tool.OtherJvm;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A switch by the real Terraform that was killed, and a state that it has torn. */
@Timeout(120)
class TornTrafficTest {
  private static final String ROOT =
      """
      variable "active" { type = string }
      variable "weights" { type = object({ blue = number, green = number }) }

      resource "terraform_data" "listener" {
        input = var.active
      }

      output "active" {
        value = terraform_data.listener.output
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void blue_has_the_traffic() throws Exception {
    Files.createDirectories(folder.resolve("root"));
    Files.writeString(folder.resolve("root/main.tf"), ROOT);
    traffic().switchTo(BLUE);
  }

  @Test
  void promise_4_killed_between_plan_and_apply_nothing_is_switched_and_the_next_one_goes_through()
      throws Exception {
    killed("before");

    assertThat(plans()).hasSize(1).allMatch(TornTrafficTest::isPrivate);
    assertThat(traffic().active()).contains(BLUE);
    traffic().switchTo(GREEN);
    assertThat(traffic().active()).contains(GREEN);
    // as the next command that holds the pipeline does
    LeftLogs.finish(folder.resolve("kept"), new Redactor());
    assertThat(plans()).isEmpty();
  }

  @Test
  void promise_4_a_state_that_a_killed_apply_has_torn_is_read_as_it_was_and_then_put_back()
      throws Exception {
    killed("torn");

    String torn = Files.readString(state());
    assertThat(traffic().active()).contains(BLUE);
    assertThat(state()).as("which a look does not touch").hasContent(torn);
    traffic().switchTo(GREEN);
    assertThat(traffic().active()).contains(GREEN);
    assertThat(state().resolveSibling("immutable/replaced-1.tfstate")).hasContent(torn);
  }

  @Test
  void a_state_that_something_else_has_torn_is_named_with_the_way_out() throws Exception {
    traffic().switchTo(GREEN);
    Files.writeString(state(), Files.readString(state()).substring(0, 100));

    TrafficException unread =
        catchThrowableOfType(TrafficException.class, () -> traffic().active());
    TrafficException failed =
        catchThrowableOfType(TrafficException.class, () -> traffic().switchTo(BLUE));

    for (TrafficException told : List.of(unread, failed)) {
      assertThat(told)
          .hasMessage(
              "Terraform's state of the traffic root is torn and cannot be read: " + state());
      assertThat(told.remedy()).startsWith("cp " + state() + ".backup " + state() + " ");
    }
    Files.copy(
        state().resolveSibling("terraform.tfstate.backup"),
        state(),
        StandardCopyOption.REPLACE_EXISTING);
    traffic().switchTo(GREEN);
    assertThat(traffic().active()).contains(GREEN);
  }

  private void killed(String when) throws Exception {
    try (OtherJvm switching = new OtherJvm(Switching.class, folder.toString(), when)) {
      assertThat(switching.line()).isEqualTo("killed " + when);
    }
  }

  private List<Path> plans() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("kept"))) {
      return files.filter(file -> file.toString().endsWith(".tfplan")).toList();
    }
  }

  private static boolean isPrivate(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------");
    } catch (IOException e) {
      return false;
    }
  }

  private Path state() {
    return state(folder);
  }

  private static Path state(Path folder) {
    return folder.resolve("terraform/states/web-aws-traffic/terraform.tfstate");
  }

  private TrafficSwitch traffic() {
    return traffic(folder, new ProcessRunner(new SystemTime()));
  }

  private static TrafficSwitch traffic(Path folder, ToolRunner tools) {
    return new TerraformTraffic(
        new TrafficRoot(
            folder.resolve("root"),
            Workspace.ofTraffic("web", "aws", folder.resolve("terraform")),
            "terraform",
            List.of("terraform_data.listener"),
            Map.of(),
            folder.resolve("kept"),
            folder.resolve("looks"),
            tools,
            line -> {}),
        false);
  }

  /** Gives the traffic to green, and is gone before its apply, or after one that tore its state. */
  static final class Switching {
    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      String when = arguments[1];
      ToolRunner real = new ProcessRunner(new SystemTime());
      ToolRunner mortal =
          (call, lines) -> {
            if (!call.name().endsWith("-apply")) {
              return real.run(call, lines);
            }
            if (when.equals("torn")) {
              real.run(call, lines);
              tear(state(folder));
            }
            System.out.println("killed " + when);
            System.out.flush();
            Runtime.getRuntime().halt(137);
            throw new AssertionError("halted");
          };
      traffic(folder, mortal).switchTo(Slot.GREEN);
    }

    private static void tear(Path state) {
      try {
        String whole = Files.readString(state);
        Files.writeString(state, whole.substring(0, whole.length() / 2));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
