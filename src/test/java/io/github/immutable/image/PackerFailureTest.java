package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackerFailureTest {
  @TempDir Path scratch;
  PackerBuild build;

  @BeforeEach
  void build() {
    build = RecordedPacker.buildIn(scratch);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"builds\": [{\"name\": \"arm\", \"builder_type\": \"azure-arm\", \"artifact_id\": \" \","
            + " \"packer_run_uuid\": \"1\"}], \"last_run_uuid\": \"1\"}"
            + " | Packer gave no id for what azure-arm.arm made",
        "{\"builds\": [{\"name\": \"web\", \"builder_type\": \"file\", \"artifact_id\": \"File\","
            + " \"packer_run_uuid\": \"1\"}], \"last_run_uuid\": \"1\"}"
            + " | Packer's id for what file.web made is \"File\"",
        "{\"builds\": [], \"last_run_uuid\": \"1\"} | Packer made no artifact",
        "{\"builds\": | cannot be read",
        "[] | not a manifest of Packer",
      })
  void a_build_without_an_exact_id_is_a_failure(String manifest, String message) {
    assertThat(failure(RecordedPacker.leaving(build, manifest))).hasMessageContaining(message);
  }

  @Test
  void promise_6_an_id_that_everything_has_is_not_exact() {
    BuildException failure = failure(RecordedPacker.recorded(build, "two-builders", call -> {}));

    assertThat(failure)
        .hasMessage(
            "Packer's id for what null.left made is \"Null\", which is the same for all that it"
                + " makes");
    assertThat(failure.remedy()).contains("the file that ${build.manifest} names");
  }

  @Test
  void artifacts_of_the_builds_that_survived_do_not_make_a_success() {
    BuildException failure =
        failure(RecordedPacker.recorded(build, "one-of-two-failed", call -> {}));

    assertThat(failure)
        .hasMessage(
            "packer build failed: null.right: Script exited with non-zero exit status: 7."
                + "Allowed exit codes are: [0]");
    assertThat(failure.lines()).hasSize(1);
    assertThat(failure.log()).isEqualTo(scratch.resolve("logs/packer-build.out"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "failed-apt | task \"install nginx\" failed on host default (play \"web server\"): No package"
            + " matching 'no-such-package' is available | correct it in playbook.yml, line 7, commit"
            + " and release again",
        "failed-command | task \"check the configuration\" failed on host default (play \"web"
            + " server\"): non-zero return code 3⏎directive \"servre\" is unknown in"
            + " /etc/nginx.conf:3 | correct it in playbook.yml, line 5, commit and release again",
        "failed-loop-after-rescue | task \"make folders\" failed on host default (play \"web"
            + " server\"): There was an issue creating /proc/version/site as requested: [Errno 20]"
            + " Not a directory: b'/proc/version/site' | correct it in playbook.yml, line 12, commit"
            + " and release again",
      })
  void a_failed_task_is_named(String recording, String message, String remedy) {
    BuildException failure = failure(RecordedPacker.recorded(build, recording, call -> {}));

    assertThat(failure).hasMessage(message.replace("⏎", "\n"));
    assertThat(failure.remedy()).isEqualTo(remedy);
    assertThat(failure.lines())
        .containsExactly(
            "docker.web: Error executing Ansible: Non-zero exit status: exit status 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "failed-apt | task \"install nginx\" failed on host default (play \"web server\"): No package"
            + " matching 'no-such-package' is available",
        "failed-command | task \"check the configuration\" failed on host default (play \"web"
            + " server\"): non-zero return code 3⏎directive \"servre\" is unknown in"
            + " /etc/nginx.conf:3",
        "failed-loop-after-rescue | task \"make folders\" failed on host default (play \"web"
            + " server\"): There was an issue creating /proc/version/site as requested: [Errno 20]"
            + " Not a directory: b'/proc/version/site'",
      })
  void a_failed_task_is_named_by_what_ansible_printed_where_it_leaves_no_results(
      String recording, String message) {
    BuildException failure =
        failure(
            RecordedPacker.recorded(
                build,
                recording,
                call -> {
                  deleteFiles(build.results());
                }));

    assertThat(failure).hasMessage(message.replace("⏎", "\n"));
    assertThat(failure.remedy()).isEqualTo("correct it, commit and release again");
  }

  private static void deleteFiles(Path results) throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void a_task_that_was_ignored_is_no_reason_and_a_delegated_or_unreachable_one_is() {
    PackerStream said = new PackerStream(line -> {});
    String fatal = "1,,ui,message,    web: fatal: [default]: FAILED! => {\"msg\": \"no\"}";
    said.accept("1,,ui,message,    web: PLAY [web server] ****");
    said.accept("1,,ui,message,    web: TASK [ask the mirror] ****");
    said.accept(fatal);
    said.accept("1,,ui,message,    web: ...ignoring");
    assertThat(said.failedTasks()).isEmpty();

    said.accept("1,,ui,message,    web: RUNNING HANDLER [restart] ****");
    said.accept(fatal.replace("[default]: FAILED", "[default -> localhost]: UNREACHABLE"));
    assertThat(said.failedTasks())
        .containsExactly(new FailedTask("web server", "restart", "default", "no", "", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "broken-playbook | ERROR! couldn't resolve module/action 'ansible.builtin.no_such_module'.",
        "missing-base | docker.web: Error running container: Docker exited with a non-zero exit",
        "missing-variable | Error: Unset variable \"domain\"",
        "broken-template | Error: Unsupported block type",
      })
  void any_other_failure_shows_what_packer_said(String recording, String message) {
    BuildException failure = failure(RecordedPacker.recorded(build, recording, call -> {}));

    assertThat(failure).hasMessageStartingWith("packer build failed: " + message);
    assertThat(failure.lines())
        .doesNotHaveDuplicates()
        .hasSizeBetween(1, 12)
        .noneMatch(line -> line.contains("Some builds didn't complete"));
  }

  private BuildException failure(ToolRunner packer) {
    return catchThrowableOfType(BuildException.class, () -> build.run(packer, line -> {}));
  }
}
