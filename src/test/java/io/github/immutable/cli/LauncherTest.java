package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/immutable} as a process: streams, exit codes, and where it finds things. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("bin/immutable").toAbsolutePath();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @BeforeEach
  void the_tool_is_built() {
    assertThat(Path.of("target/immutable.jar"))
        .as("bin/immutable runs the jar: build it with bin/maven package")
        .exists();
  }

  @Test
  void starts_without_a_project_and_keeps_the_result_on_standard_output() throws Exception {
    Run run = launch(Map.of(), "--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("immutable 0.");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void a_failure_is_its_exit_code_and_says_nothing_on_standard_output() throws Exception {
    Run run = launch(Map.of(), "status");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.story())
        .containsExactly(
            "immutable: no project here: neither "
                + folder.toRealPath()
                + " nor a folder above it has pipelines/",
            "Next:  cd to the project, say --project FOLDER, or make one: immutable init FOLDER",
            "Help:  immutable help request");
  }

  @Test
  void finds_the_project_from_below_it_and_the_pipeline_in_the_environment() throws Exception {
    SampleProject.in(folder).copy("pipelines/local.yml", "pipelines/staging.yml");
    Path below = Files.createDirectories(folder.resolve("ansible/roles"));

    Run run = launch(below, Map.of("IMMUTABLE_PIPELINE", "staging"), "history");

    assertThat(run.out()).isEqualTo("no releases in staging yet\n");
  }

  @Test
  void works_in_the_c_locale_and_where_its_own_folder_is_first_on_the_path() throws Exception {
    SampleProject.in(folder);
    Map<String, String> environment =
        Map.of("LC_ALL", "C", "PATH", LAUNCHER.getParent() + ":" + System.getenv("PATH"));

    assertThat(launch(environment, "retire")).isEqualTo(new Run(0, "nothing is due\n", ""));
  }

  @Test
  void destroy_asks_nobody_where_nobody_is() throws Exception {
    SampleProject.in(folder);

    Run run = launch(Map.of(), "destroy");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstOfStory()).endsWith("nobody is there to answer");
    assertThat(run.err()).contains("Next:  immutable destroy --yes --pipeline local\n");
  }

  /**
   * {@code destroy} shows progress; the library that draws it once ran `test` to find a terminal.
   */
  @Test
  void a_terminal_is_not_found_out_by_programs_of_the_path() throws Exception {
    SampleProject.in(folder);
    Path called = folder.resolve("called");
    Path test = Files.createDirectories(folder.resolve("programs")).resolve("test");
    Files.writeString(test, "#!/bin/sh\ntouch '" + called + "'\n");
    assertThat(test.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of(
            "TERM",
            "xterm",
            "NO_COLOR",
            "1",
            "CI",
            "",
            "PATH",
            test.getParent() + ":" + System.getenv("PATH"));

    Run run =
        process(
            folder,
            environment,
            List.of("script", "-qec", "'" + LAUNCHER + "' destroy --yes", "/dev/null"));

    assertThat(run.out()).contains("✓ destroy  0 servers destroyed").contains("local is down");
    assertThat(run.exitCode()).isZero();
    assertThat(called).doesNotExist();
  }

  private Run launch(Map<String, String> environment, String... arguments) throws Exception {
    return launch(folder, environment, arguments);
  }

  private Run launch(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return process(directory, environment, command);
  }

  private static Run process(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("immutable", ".out");
    Path err = Files.createTempFile("immutable", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended: " + command).isTrue();
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
