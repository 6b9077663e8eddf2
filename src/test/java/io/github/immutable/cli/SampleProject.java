package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A project as {@code immutable init} makes it, with a name and a front door of its own. */
record SampleProject(Path folder) {
  private static final PersonIdent SOMEONE = new PersonIdent("Some One", "some@one.example");

  /** Without git. */
  static SampleProject in(Path folder) throws IOException {
    String name = "cli-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Run made = Run.of("init", folder.toString(), "--application", name);
    assertThat(made.exitCode()).as(made.err()).isZero();
    try (ServerSocket free = new ServerSocket(0)) {
      return new SampleProject(folder)
          .edit("pipelines/local.yml", "127.0.0.1:8080", "127.0.0.1:" + free.getLocalPort());
    }
  }

  /** In a repository with one commit, tagged v1. */
  static SampleProject committed(Path folder) throws IOException, GitAPIException {
    SampleProject project = in(folder);
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("The first version")
          .setAuthor(SOMEONE)
          .setCommitter(SOMEONE)
          .setSign(false)
          .call();
      git.tag().setName("v1").setAnnotated(false).setSigned(false).call();
    }
    return project;
  }

  SampleProject edit(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(from);
    Files.writeString(path, before.replace(from, to));
    return this;
  }

  SampleProject copy(String file, String to) throws IOException {
    Files.copy(folder.resolve(file), folder.resolve(to));
    return this;
  }

  Run run(String... arguments) {
    return Run.of(
        Stream.concat(Arrays.stream(arguments), Stream.of("--project", folder.toString()))
            .toArray(String[]::new));
  }

  Path home() {
    return folder.resolve(".immutable");
  }

  /** Everything in the project but what immutable keeps and git's own files. */
  Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString();
        if (!path.startsWith(".immutable/") && !path.startsWith(".git/")) {
          contents.put(path, Files.readString(file));
        }
      }
    }
    return contents;
  }

  List<ReleaseRecord> releases() throws LedgerException {
    try (Ledger ledger = Ledger.open(home().resolve("ledger.db"))) {
      return ledger.releases("local");
    }
  }

  /** As a process leaves the ledger that was killed before it did anything. */
  void leaveUnfinishedRelease() throws LedgerException {
    try (Ledger ledger = Ledger.open(home().resolve("ledger.db"))) {
      ledger.put(unfinishedRelease());
    }
  }

  /** Somebody is at the ledger's file by hand. */
  void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home().resolve("ledger.db"));
        Statement its = connection.createStatement()) {
      its.execute(statement);
    }
  }

  static ReleaseRecord unfinishedRelease() {
    return new ReleaseRecord(
        "local-1",
        "local",
        1,
        ReleaseRecord.Kind.RELEASE,
        "v1",
        "0".repeat(40),
        "The first version",
        List.of(),
        null,
        "somebody@somewhere, process 1",
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of(),
        null,
        ReleaseRecord.State.OPEN,
        null,
        null,
        false,
        List.of());
  }
}
