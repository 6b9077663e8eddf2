package io.github.immutable.e2e;

import static io.github.immutable.e2e.World.Part.LEDGER;
import static io.github.immutable.e2e.World.Part.SERVERS;
import static io.github.immutable.e2e.World.Part.STATES;
import static io.github.immutable.e2e.World.Part.TRAFFIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.ReleaseRecordBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What can go wrong while v1 is live. In this order: the last ones replace it. */
final class LiveRows {
  private LiveRows() {}

  static Stream<Row<LiveProject>> all() {
    return Stream.of(
        row(BadInput.LEDGER_GONE_WHILE_SERVERS_STAND, "tidied away", "release", "v2")
            .where(LiveRows::ledgerGone)
            .exits(
                20,
                "nothing is live, says the ledger, and yet Terraform's state of slot blue holds"
                    + " resources: …",
                "restore .immutable/ledger.db"),
        row(BadInput.CLOCK_SET_BACK_BY_AN_HOUR, "since the last release", "release", "v1")
            .where(LiveRows::releasedInAnHour)
            .mayChange(LEDGER)
            .tells(0, "this clock says …, and release … started at …: one of them is wrong"),
        row(BadInput.HAPROXY_NOT_RUNNING, "ours was killed", "release", "v1")
            .where(project -> project.web().haproxy().kill())
            .mayChange(LEDGER, TRAFFIC)
            .tells(0, "HAProxy had died, and nobody was served; it was started again"),
        row(BadInput.HAPROXY_WITH_ANOTHER_CONFIGURATION, "ours was edited", "release", "v1")
            .where(LiveRows::editedBalancer)
            .mayChange(LEDGER)
            .tells(0, "v1 is already live"),
        row(BadInput.SERVER_PORT_IN_USE, "another program listens there", "release", "v2")
            .where(
                project -> {
                  int port = project.port() + 100;
                  ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                  project.begins(other);
                })
            .mayChange(LEDGER, STATES)
            .exits(
                10,
                "release … (v2) failed in launch: terraform apply failed in slot green",
                "mend what Terraform says, then run the same command again")
            .adding("address already in use"),
        row(BadInput.NO_SPACE, "for Terraform's state, midway", "release", "v2")
            .where(LiveRows::noSpaceForTheState)
            .mayChange(LEDGER)
            .exits(
                10,
                "release … (v2) failed in launch: no room for Terraform's state: … bytes are free in …",
                "bytes or more, then run the same command again"),
        row(BadInput.NO_SPACE, "for the ledger, midway", "release", "v2")
            .where(LiveRows::noSpaceForTheLedger)
            .mayChange(LEDGER, STATES, SERVERS)
            .exits(
                20,
                "the ledger ….immutable/ledger.db cannot be written: its disk is full",
                "free some space, then see what was cut short: immutable status"),
        row(BadInput.TERMINAL_THAT_CLOSES, "in the middle", "release", "v2")
            .where(project -> project.typedBy(new ClosingTerminal(project, "%s")))
            .mayChange(LEDGER, STATES, SERVERS)
            .tells(130, "interrupted in launch"),
        row(BadInput.TERMINAL_THAT_CLOSES, "under nohup", "release", "v2")
            .where(
                project ->
                    project.typedBy(new ClosingTerminal(project, "nohup %s >/dev/null 2>&1")))
            .mayChange(LEDGER, STATES, SERVERS, TRAFFIC)
            .tells(0, "v2 is live"),
        row(BadInput.IMAGE_DELETED_BEHIND_OUR_BACK, "going back to it", "rollback")
            .where(LiveRows::imageOfV1Deleted)
            .exits(2, "the image of release local-… (v1) is gone", "immutable release v1"),
        row(BadInput.IMAGE_DELETED_BEHIND_OUR_BACK, "releasing it", "release", "v1")
            .mayChange(LEDGER, STATES, SERVERS, TRAFFIC)
            .tells(0, "v1 is live"));
  }

  private static Row<LiveProject> row(BadInput item, String input, String... typed) {
    return Row.row(item, input, typed);
  }

  private static void ledgerGone(LiveProject project) throws Exception {
    Path away = Files.createTempDirectory(project.scratch(), "ledger");
    List<String> files = List.of("ledger.db", "ledger.db-wal", "ledger.db-shm");
    for (String file : files) {
      if (Files.exists(project.home().resolve(file))) {
        Files.move(project.home().resolve(file), away.resolve(file));
      }
    }
    project.begins(
        () -> {
          for (String file : files) {
            Files.deleteIfExists(project.home().resolve(file));
            if (Files.exists(away.resolve(file))) {
              Files.move(away.resolve(file), project.home().resolve(file));
            }
          }
        });
  }

  private static void releasedInAnHour(LiveProject project) throws Exception {
    try (Ledger ledger = Ledger.open(project.home().resolve("ledger.db"))) {
      ReleaseRecord last = ledger.releases("local").getLast();
      Instant inAnHour = Instant.now().plus(Duration.ofHours(1));
      ledger.put(ReleaseRecordBuilder.builder(last).startedAt(inAnHour).build());
      project.begins(() -> again(project, last));
    }
  }

  private static void again(LiveProject project, ReleaseRecord record) throws Exception {
    try (Ledger ledger = Ledger.open(project.home().resolve("ledger.db"))) {
      ledger.put(record);
    }
  }

  private static void editedBalancer(LiveProject project) throws Exception {
    Path file = project.home().resolve("haproxy/local/haproxy.cfg");
    String ours = Files.readString(file);
    Files.writeString(file, ours + "# mine\nlisten mine\n  bind 127.0.0.1:1\n");
    project.begins(() -> assertThat(file).hasContent(ours));
  }

  private static void noSpaceForTheState(LiveProject project) throws Exception {
    Path states =
        project.home().resolve("terraform/states/" + project.application() + "-local-green");
    Files.createDirectories(states);
    project.typedIn(Shell.namespace("mount -t tmpfs -o size=4k tmpfs " + states));
  }

  /** The disk is filled when Terraform is told to apply, and has room again afterwards. */
  private static void noSpaceForTheLedger(LiveProject project) throws Exception {
    Path full = Files.createTempDirectory(project.scratch(), "full");
    Path terraform = project.scratch().resolve("tools/terraform");
    project.keeps(terraform);
    String fill =
        "[ \"$1\" != apply ] || dd if=/dev/zero of='HOME/filler' bs=64k 2>/dev/null"
            .replace("HOME", project.home().toString());
    Files.writeString(
        terraform, Files.readString(terraform).replace("#!/bin/sh\n", "#!/bin/sh\n" + fill + "\n"));
    String script =
        """
        mount -t tmpfs -o size=200m tmpfs FULL
        cp -a HOME/. FULL
        mount --bind FULL HOME
        "$@" || code=$?
        rm HOME/filler
        umount HOME
        cp -a FULL/. HOME
        exit $code
        """
            .replace("FULL", full.toString())
            .replace("HOME", project.home().toString());
    project.begins(() -> project.web().immutable("abort").exits(0));
    project.typedIn(List.of("unshare", "--mount", "sh", "-ec", script, "sh"));
  }

  private static void imageOfV1Deleted(LiveProject project) {
    project.web().immutable("retire", "--now").exits(0);
    Shell.run(project.folder(), Shell.engine(), "rmi", "localhost/" + project.application());
  }
}
