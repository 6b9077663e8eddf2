package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.PostgresServer;
import io.github.immutable.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two members of a team, each with a checkout of their own and nothing else of the other's: the
 * ledger and Terraform's states are in PostgreSQL, the balancer is theirs.
 */
class TeamTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  private Sample web;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Haproxy balancer;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path launcher;

  @BeforeEach
  void the_project_moves_from_one_machine_to_a_team() throws Exception {
    web = SAMPLES.project("team").quick();
    String ledger = PostgresServer.shared().database();
    String states = PostgresServer.shared().database().replaceFirst("^postgresql", "postgres");
    launcher = launcher(states + "?sslmode=disable");
    balancer = new OwnHaproxy(folder).serve(web);
    Path exported = folder.resolve("ledger.jsonl");
    web.immutable("ledger", "export", exported.toString()).exits(0);
    web.checkout
        .edit(
            "pipelines/local.yml",
            "^ledger: sqlite.*",
            "ledger: " + ledger + "\nenvironment: [\"PG*\"]")
        .edit("pipelines/local.yml", "standby: 0s", "standby: 10m")
        .edit(
            "terraform/container/versions.tf", "^terraform \\{", "terraform {\n  backend \"pg\" {}")
        .commit("The ledger and Terraform's states are the team's");
    Files.delete(web.checkout.folder().resolve(".immutable/ledger.db"));
    first("ledger", "import", exported.toString()).exits(0);
  }

  @AfterEach
  void nothing_is_left() {
    try {
      first("destroy", "--yes").exits(0);
    } finally {
      balancer.end();
    }
    assertThat(web.containers.all()).as("servers").isEmpty();
  }

  @Test
  void promise_4_what_one_began_and_did_not_end_the_other_resumes_and_rolls_back() {
    first("release", "v1").exits(0);
    assertThat(web.command.runs("packer"))
        .as("runs of Packer: the import knows the images")
        .isZero();
    Load load = web.load();

    assertThat(second("status").exits(0).out()).contains("v1");
    begins("release", "v2").reaches("launch").when("an apply", this::applies).kill().exits(137);
    assertThat(first("release", "v2").exits(3).err()).contains("immutable resume");
    first("resume").exits(0);
    web.onlyAnswers("v2", load, Instant.now());

    Answer standby = second("rollback").exits(0);
    assertThat(standby.err()).contains("v1");
    web.onlyAnswers("v1", load, Instant.now());
    assertThat(first("status").exits(0).out()).contains("v1");
    second("retire", "--now").exits(0);

    Sample.noneLost(load);
    assertThat(web.containers.all()).as("servers of v1 and no others").hasSize(2);
    assertThat(local(web.checkout.folder())).as("states and ledgers here").isEmpty();
    assertThat(local(secondFolder())).as("states and ledgers there").isEmpty();
  }

  private boolean applies() {
    return secondCommand().calls("terraform").stream().anyMatch(its -> its.startsWith("apply "));
  }

  private Answer first(String... arguments) {
    return begin(web.command, arguments).await();
  }

  private Answer second(String... arguments) {
    return begins(arguments).await();
  }

  private Invocation begins(String... arguments) {
    return begin(secondCommand(), arguments);
  }

  private Invocation begin(CommandLine command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(arguments));
    return command.begin(words, List.of(arguments));
  }

  /** Cloned when it is first needed. */
  private CommandLine secondCommand() {
    Path scratch = folder.resolve("second");
    if (!Files.exists(secondFolder())) {
      Shell.run(
          folder,
          "git",
          "clone",
          "--quiet",
          web.checkout.folder().toString(),
          secondFolder().toString());
    }
    return new CommandLine(secondFolder(), scratch);
  }

  private Path secondFolder() {
    return folder.resolve("second/project");
  }

  /** What of ledger and states lies beside a checkout. */
  private static List<String> local(Path project) {
    Path home = project.resolve(".immutable");
    return Shell.lines(
        "find",
        home.toString(),
        "-type",
        "f",
        "(",
        "-name",
        "ledger.db",
        "-o",
        "-path",
        home.resolve("terraform/states") + "/*",
        ")");
  }

  private Path launcher(String states) throws IOException {
    Path script = folder.resolve("as-a-member");
    Path password = Files.writeString(folder.resolve("password"), PostgresServer.PASSWORD);
    Files.writeString(
        script,
        """
        #!/bin/sh
        PGPASSWORD="$(cat '%s')" PG_CONN_STR='%s' CI=true
        export PGPASSWORD PG_CONN_STR CI
        exec '%s' "$@"
        """
            .formatted(password, states, CommandLine.LAUNCHER));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
