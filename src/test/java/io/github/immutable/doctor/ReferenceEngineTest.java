package io.github.immutable.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.Executables;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reference inventory and its engine say where no engine is. */
class ReferenceEngineTest {
  private static final Path REFERENCE = Path.of("terraform/container").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void without_an_engine_the_inventory_says_how_to_get_one() throws Exception {
    ToolRun run = run(Map.of());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.error())
        .startsWith("inventory: There is no container engine. Run: apt-get install podman");
    assertThat(run.lastLines(1).getFirst()).doesNotContain("Traceback");
  }

  @Test
  void an_engine_that_somebody_named_and_that_does_not_answer_is_named() throws Exception {
    ToolRun run = run(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1"));

    assertThat(run.error())
        .isEqualTo(
            "inventory: Docker does not answer at tcp://127.0.0.1:1. Start it there, or unset that.\n");
  }

  @Test
  void both_reference_folders_have_the_same_engine() {
    assertThat(REFERENCE.resolve("bin/docker"))
        .hasSameBinaryContentAs(Path.of("packer/container/bin/docker"));
  }

  /** With nothing on the search path but what the scripts themselves run. */
  private ToolRun run(Map<String, String> environment) throws Exception {
    Path path = Files.createDirectories(folder.resolve("path"));
    for (String name : List.of("env", "setsid", "bash", "python3", "sed", "timeout")) {
      Path real =
          Executables.find(name, "/usr/bin:/bin:" + System.getenv("PATH"))
              .orElseThrow(() -> new AssertionError("this test needs " + name));
      Path script = path.resolve(name);
      Files.writeString(script, "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", path.toString());
    all.put("HOME", folder.toString());
    return new ProcessRunner(new SystemTime())
        .run(
            new ToolCall(
                "inventory",
                List.of(REFERENCE.resolve("inventory").toString(), "images"),
                folder,
                all,
                folder,
                Duration.ofSeconds(30)));
  }
}
