package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerBuildTest {
  @TempDir Path scratch;
  PackerBuild build;
  List<String> progress = new ArrayList<>();

  @BeforeEach
  void build() {
    build = RecordedPacker.buildIn(scratch);
  }

  @Test
  void packer_is_called_with_exactly_these_arguments() {
    ToolCall call = build.call(Path.of("/run/variables.pkrvars.json"));

    assertThat(call.command())
        .containsExactly(
            "flock",
            "--no-fork",
            "--timeout",
            "300",
            "--conflict-exit-code",
            "75",
            scratch.resolve("lock").toString(),
            "packer",
            "build",
            "-machine-readable",
            "-color=false",
            "-var-file=/run/variables.pkrvars.json",
            "packer/container");
    assertThat(call.directory()).isEqualTo(RecordedPacker.CHECKOUT);
    assertThat(call.timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(call.environment())
        .containsOnlyKeys("PATH", "CHECKPOINT_DISABLE", "PACKER_NO_COLOR")
        .containsEntry("CHECKPOINT_DISABLE", "1");
    assertThat(call.environment().get("PATH")).startsWith("/build/packer/container/bin:");
  }

  @Test
  void variables_are_in_a_file_for_this_user_alone_and_gone_afterwards() throws Exception {
    List<Path> seen = new ArrayList<>();
    RecordedTool packer =
        RecordedPacker.recorded(
            build,
            "good",
            call -> {
              Path file = variableFile(call);
              seen.add(file);
              assertThat(Files.readString(file))
                  .isEqualTo("{\"image_id\":\"abc-1\",\"secret\":\"hush\"}");
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------");
            });

    build.run(packer, progress::add);

    assertThat(seen).hasSize(1).noneMatch(Files::exists);
    assertThat(packer.calls.get(0).command()).noneMatch(argument -> argument.contains("hush"));
  }

  @Test
  void what_cannot_be_written_is_told_with_its_place_and_packer_is_not_started() throws Exception {
    Files.createFile(build.results());
    RecordedTool packer = RecordedPacker.recorded(build, "good", call -> {});

    assertThatThrownBy(() -> build.run(packer, progress::add))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("could not be written in " + build.checkout().logs().getParent())
        .hasMessageContaining(build.results().toString());
    assertThat(packer.calls).isEmpty();
  }

  @Test
  void variables_are_gone_after_a_failure_too() {
    RecordedTool packer = RecordedPacker.recorded(build, "failed-apt", call -> {});

    assertThatThrownBy(() -> build.run(packer, line -> {})).isInstanceOf(BuildException.class);

    assertThat(variableFile(packer.calls.get(0))).doesNotExist();
  }

  @Test
  void a_good_build_gives_the_artifact_of_its_manifest_and_not_the_tag() throws Exception {
    List<Artifact> artifacts =
        build.run(RecordedPacker.recorded(build, "good", call -> {}), progress::add);

    assertThat(artifacts).hasSize(1);
    assertThat(artifacts.get(0).builder()).isEqualTo("docker.web");
    assertThat(artifacts.get(0).id()).matches("sha256:[0-9a-f]{64}");
    assertThat(progress)
        .contains("==> docker.web: Provisioning with Ansible...")
        .contains("    docker.web: TASK [write the page] " + "*".repeat(58))
        .noneMatch(line -> line.contains("PACKER_COMMA") || line.contains("\\n"));
  }

  @Test
  void without_a_manifest_the_stream_gives_the_same_artifact() throws Exception {
    List<Artifact> listed =
        build.run(RecordedPacker.recorded(build, "good", call -> {}), line -> {});
    List<Artifact> streamed =
        build.run(
            RecordedPacker.recorded(build, "good", call -> Files.delete(build.manifest())),
            line -> {});

    assertThat(streamed).isEqualTo(listed);
  }

  @Test
  void several_builders_give_an_artifact_each() throws Exception {
    String manifest =
        """
        {"builds": [
          {"name": "left", "builder_type": "docker", "artifact_id": "sha256:a", "packer_run_uuid": "1"},
          {"name": "right", "builder_type": "docker", "artifact_id": "sha256:b", "packer_run_uuid": "1"}],
         "last_run_uuid": "1"}
        """;

    assertThat(build.run(RecordedPacker.leaving(build, manifest), line -> {}))
        .containsExactly(
            new Artifact("docker.left", "sha256:a"), new Artifact("docker.right", "sha256:b"));
  }

  @Test
  void rows_of_earlier_runs_in_a_manifest_do_not_count() throws Exception {
    String manifest =
        """
        {"builds": [
          {"name": "web", "builder_type": "docker", "artifact_id": "sha256:old", "packer_run_uuid": "1"},
          {"name": "web", "builder_type": "docker", "artifact_id": "sha256:new", "packer_run_uuid": "2"}],
         "last_run_uuid": "2"}
        """;

    assertThat(build.run(RecordedPacker.leaving(build, manifest), line -> {}))
        .containsExactly(new Artifact("docker.web", "sha256:new"));
  }

  private static Path variableFile(ToolCall call) {
    return call.command().stream()
        .filter(word -> word.startsWith("-var-file="))
        .map(word -> Path.of(word.substring("-var-file=".length())))
        .findFirst()
        .orElseThrow();
  }
}
