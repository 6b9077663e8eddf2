package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.ledger.Holders;
import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.release.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} in projects that a release could start in, and in others; with the real tools. */
class DoctorTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void in_a_project_as_init_makes_it_a_release_could_start_and_nothing_is_made() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    List<String> before = everything();

    Run run = project.run("doctor");

    assertThat(run.out())
        .doesNotContain("FAIL")
        .doesNotContain("warn")
        .doesNotContain("not checked");
    assertThat(run.out()).endsWith("\na release could start\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(everything()).isEqualTo(before);
    assertThat(temporaryFolders()).isEmpty();
  }

  @Test
  void every_line_fits_80_columns_where_paths_do() throws Exception {
    String out = SampleProject.committed(folder).run("doctor").out();
    assertThat(out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void the_json_has_the_same_findings_and_exit_code() throws Exception {
    SampleProject project = SampleProject.in(folder);

    Run run = project.run("doctor", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    JsonNode git = found(run, "git");
    assertThat(git.at("/state").asText()).isEqualTo("problem");
    assertThat(git.at("/exit_code").asInt()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(git.at("/mend").asText()).contains("git init");
    assertThat(found(run, "packer").at("/state").asText()).isEqualTo("ok");
    assertThat(git.fieldNames())
        .toIterable()
        .containsExactly("check", "state", "exit_code", "message", "mend", "lines");
    assertThat(found(run, "uncommitted").at("/state").asText()).isEqualTo("not_checked");
  }

  @Test
  void outside_a_project_the_machine_is_looked_at_all_the_same() {
    Run run = Run.of("doctor", "--project", folder.resolve("nowhere").toString());

    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(run.out())
        .contains("ok    terraform")
        .contains("FAIL  project")
        .contains("not checked: project comes first");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_pipeline_file_with_mistakes_is_told_whole_and_the_tools_are_asked() throws Exception {
    SampleProject project =
        SampleProject.committed(folder)
            .edit("pipelines/local.yml", "count: 2", "cuont: 2")
            .edit("pipelines/local.yml", "passes: 3", "passes: many");

    Run run = project.run("doctor");

    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(run.out()).contains("FAIL  pipeline file").contains("cuont").contains("many");
    assertThat(run.out()).contains("ok    packer").contains("1 problem");
    assertThat(project.home()).doesNotExist();
  }

  @Test
  void files_that_offer_too_little_are_told_with_what_to_add() throws Exception {
    SampleProject project =
        SampleProject.committed(folder)
            .edit("terraform/container/variables.tf", "variable \"slot\"", "variable \"colour\"");

    Run run = project.run("doctor", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(found(run, "contract").at("/message").asText()).contains("slot");
    assertThat(found(run, "uncommitted").at("/state").asText())
        .isEqualTo("true".equals(System.getenv("CI")) ? "problem" : "warning");
  }

  @Test
  void what_makes_releases_unsafe_is_a_warning_with_file_line_and_lines_to_change()
      throws Exception {
    SampleProject project =
        SampleProject.committed(folder)
            .edit(
                "terraform/container/variables.tf",
                "variable \"slot\"",
                "variable \"api_token\" { default = \"t0ken\" }\nvariable \"slot\"");

    Run run = project.run("doctor", "--output", "json");

    assertThat(found(run, "contract").at("/state").asText()).isEqualTo("ok");
    JsonNode hazard = found(run, "hazards");
    assertThat(hazard.at("/state").asText()).isEqualTo("warning");
    assertThat(hazard.at("/message").asText())
        .matches(
            "terraform/container/variables.tf:\\d+: `api_token` is a secret in plain sight, and in"
                + " every clone");
    assertThat(hazard.at("/lines/1").asText()).isEqualTo("  api_token: { env: API_TOKEN }");
    assertThat(run.out()).doesNotContain("t0ken");
    assertThat(run.exitCode())
        .isEqualTo("true".equals(System.getenv("CI")) ? Outcome.BAD_REQUEST : 0);
  }

  @Test
  void a_front_door_that_another_program_has_is_told_with_its_name() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      project.edit("pipelines/local.yml", frontDoor(project), "127.0.0.1:" + taken.getLocalPort());

      Run run = project.run("doctor", "--output", "json");

      assertThat(run.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
      assertThat(found(run, "front door").at("/message").asText())
          .contains("java (process " + ProcessHandle.current().pid() + ") has it");
      assertThat(found(run, "balancer").at("/state").asText()).isEqualTo("not_checked");
      assertThat(project.home()).doesNotExist();
    }
  }

  @Test
  void an_inventory_that_cannot_answer_is_told_in_its_own_words() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    Files.writeString(
        folder.resolve("terraform/container/inventory"),
        "#!/bin/sh\necho 'There is no container engine.' >&2\nexit 1\n");

    Run run = project.run("doctor");

    assertThat(run.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
    assertThat(run.out()).contains("FAIL  inventory").contains("There is no container engine.");
    assertThat(run.out()).contains("leftovers").contains("not checked: the inventory comes first");
  }

  @Test
  void a_damaged_ledger_is_told_and_nothing_is_concluded_from_it() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    project.leaveUnfinishedRelease();
    sql(project, "UPDATE record SET body = body || ' '");

    Run run = project.run("doctor", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
    assertThat(found(run, "ledger").at("/message").asText()).contains("release local-1");
    assertThat(found(run, "slots and traffic").at("/state").asText()).isEqualTo("not_checked");
    assertThat(found(run, "git").at("/state").asText()).isEqualTo("ok");
  }

  @Test
  void a_ledger_that_is_none_and_one_of_a_newer_version_are_told() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    Path ledger = Files.createDirectories(project.home()).resolve("ledger.db");
    Files.writeString(ledger, "no database at all");
    Run none = project.run("doctor", "--output", "json");
    assertThat(none.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
    assertThat(found(none, "ledger").at("/state").asText()).isEqualTo("problem");
    assertThat(ledger).hasContent("no database at all");

    Files.delete(ledger);
    Ledger.open(ledger).close();
    sql(project, "PRAGMA user_version = 99");
    Run newer = project.run("doctor", "--output", "json");
    assertThat(found(newer, "ledger").at("/message").asText()).contains("newer version");
    assertThat(newer.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
  }

  @Test
  void somebody_at_work_and_a_release_cut_short_hold_the_pipeline() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    project.leaveUnfinishedRelease();
    Run unfinished = project.run("doctor", "--output", "json");
    assertThat(unfinished.exitCode()).isEqualTo(Outcome.HELD);
    assertThat(found(unfinished, "pipeline").at("/mend").asText()).contains("immutable abort");

    try (Ledger ledger = Ledger.open(project.home().resolve("ledger.db"));
        Lease hold = ledger.take("local", Holders.elsewhere("release"), Holders.LONG)) {
      assertThat(hold).isNotNull();
      Run held = project.run("doctor", "--output", "json");
      assertThat(held.exitCode()).isEqualTo(Outcome.HELD);
      assertThat(found(held, "pipeline").at("/message").asText())
          .isEqualTo("pipeline local is held by " + Holders.elsewhere("release").who());
    }
  }

  @Test
  void of_several_problems_the_highest_exit_code_wins() throws Exception {
    SampleProject project = SampleProject.in(folder);
    project.leaveUnfinishedRelease();
    assertThat(project.run("doctor").exitCode()).as("2 and 3").isEqualTo(Outcome.HELD);

    state(project, "local-blue", "{\"version\": 4, \"resources\": [{}]}");
    Run run = project.run("doctor");
    assertThat(run.exitCode()).as("2, 3 and 20").isEqualTo(Outcome.OPERATOR_NEEDED);
    assertThat(run.out()).endsWith("a release could not start: 3 problems\n");
  }

  @Test
  void a_ledger_that_is_gone_while_a_state_holds_servers_is_told() throws Exception {
    SampleProject project = SampleProject.committed(folder);
    state(project, "local-green", "{\"version\": 4, \"resources\": [{}]}");

    Run run = project.run("doctor", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(Outcome.OPERATOR_NEEDED);
    assertThat(found(run, "slot green").at("/message").asText())
        .startsWith("nothing is live, says the ledger, and yet Terraform's state of slot green");
  }

  private static JsonNode found(Run run, String check) {
    for (JsonNode finding : run.json()) {
      if (finding.at("/check").asText().equals(check)) {
        return finding;
      }
    }
    throw new AssertionError("no finding of " + check + " in " + run.out());
  }

  private static String frontDoor(SampleProject project) throws IOException {
    String file = Files.readString(project.folder().resolve("pipelines/local.yml"));
    return file.replaceAll("(?s).*http://(127\\.0\\.0\\.1:\\d+)/.*", "$1");
  }

  private static void state(SampleProject project, String slot, String text) throws IOException {
    String file = Files.readString(project.folder().resolve("pipelines/local.yml"));
    String application = file.replaceAll("(?s).*application: (\\S+).*", "$1");
    Path states = project.home().resolve("terraform/states/" + application + "-" + slot);
    Files.writeString(Files.createDirectories(states).resolve("terraform.tfstate"), text);
  }

  private static void sql(SampleProject project, String statement) throws Exception {
    String url = "jdbc:sqlite:" + project.home().resolve("ledger.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement its = connection.createStatement()) {
      its.execute(statement);
    }
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.startsWith(folder.resolve(".git")))
          .map(file -> file + " " + file.toFile().length() + " " + file.toFile().lastModified())
          .sorted()
          .toList();
    }
  }

  private static List<Path> temporaryFolders() throws IOException {
    String mine = "immutable-doctor-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return entries.filter(its -> its.getFileName().toString().startsWith(mine)).toList();
    }
  }
}
