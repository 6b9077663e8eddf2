package io.github.immutable.e2e;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;

/** What can be wrong with the place that a project lives in, and with what is kept about it. */
final class PlaceRows {
  private static final String STATE =
      """
      {
        "version": 4, "terraform_version": "1.11.4", "serial": 3, "outputs": {},
        "lineage": "6f8e7a1c-3c8b-2f4a-9d4e-0b1a5f7c2d3e",
        "resources": [
          {
            "mode": "managed", "type": "terraform_data", "name": "server", "instances": [],
            "provider": "provider[\\"terraform.io/builtin/terraform\\"]"
          }
        ]
      }
      """;

  private PlaceRows() {}

  static Stream<Row<NewProject>> all() {
    return Stream.of(
        row(BadInput.FRONT_DOOR_PORT_IN_USE, "another program listens there", "release", "v1")
            .where(
                project -> {
                  int port = Ports.frontDoor(project.port());
                  project.begins(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                })
            .exits(20, "cannot listen on 127.0.0.1:… (…): java (process …) has it", "front_door"),
        row(BadInput.STATE_THAT_ALREADY_HOLDS_SERVERS, "of an earlier life", "release", "v1")
            .where(
                project -> {
                  String workspace = project.application() + "-local-green";
                  project.write(
                      ".immutable/terraform/states/" + workspace + "/terraform.tfstate", STATE);
                })
            .exits(
                20,
                "nothing is live, says the ledger, and yet Terraform's state of slot green holds"
                    + " resources: …",
                "restore .immutable/ledger.db"),
        row(BadInput.LEDGER_OF_A_NEWER_VERSION, "a colleague has upgraded", "release", "v1")
            .where(PlaceRows::newerLedger)
            .exits(
                20,
                "….immutable/ledger.db was written by a newer version of immutable (schema 99)",
                "use that version"),
        row(BadInput.READ_ONLY_PROJECT_FOLDER, "a read-only mount", "release", "v1")
            .where(
                project ->
                    inNamespace(project, "mount --bind . . && mount -o remount,bind,ro . && cd ."))
            .exits(2, "the project's folder cannot be written, and …", "let this user write to "),
        row(BadInput.READ_ONLY_PROJECT_FOLDER, "only to look", "status")
            .where(
                project ->
                    inNamespace(project, "mount --bind . . && mount -o remount,bind,ro . && cd ."))
            .exits(2, "the project's folder cannot be written, and …", "let this user write to "),
        row(BadInput.NO_SPACE, "the project's disk is nearly full", "release", "v1")
            .where(
                project -> {
                  Files.createDirectory(project.folder().resolve(".immutable"));
                  inNamespace(project, "mount -t tmpfs -o size=20m tmpfs .immutable");
                })
            .exits(2, "20 MB free in …/shop/.immutable; needed: 100 MB", "delete"),
        row(BadInput.NO_SPACE, "/tmp is nearly full", "release", "v1")
            .where(
                project -> {
                  Path full = Files.createDirectory(project.scratch().resolve("full"));
                  project.environment("TMPDIR", full.toString());
                  inNamespace(project, "mount -t tmpfs -o size=20m tmpfs " + full);
                })
            .exits(2, "20 MB free in …/full; needed: 100 MB", "delete"));
  }

  private static Row<NewProject> row(BadInput item, String input, String... typed) {
    return Row.row(item, input, typed);
  }

  private static void newerLedger(NewProject project) throws Exception {
    project.types(List.of("history")).exits(0);
    Path ledger = project.folder().resolve(".immutable/ledger.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
  }

  /** For root no permission bit is in the way, and a mount is. It ends with the process. */
  private static void inNamespace(NewProject project, String mount) {
    project.within(Shell.namespace(mount));
  }
}
