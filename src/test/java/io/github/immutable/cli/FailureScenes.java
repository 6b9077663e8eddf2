package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.ledger.Holders;
import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.LeaseLostException;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.release.Misfortunes;
import io.github.immutable.release.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** Every failure that this tool tells, brought about and told. */
final class FailureScenes {

  /**
   * What was told.
   *
   * @param failure the case, as {@code failure.case} in JSON has it
   * @param message all that was printed, with what differs from run to run replaced
   */
  record Told(String failure, int exitCode, String message) {

    /** The page that the message names. */
    String topic() {
      return message.substring(message.lastIndexOf(' ') + 1);
    }
  }

  private final Path folder;
  private final List<Told> told = new ArrayList<>();
  private final Map<String, String> masks = new LinkedHashMap<>();
  private int projects;

  private FailureScenes(Path folder) {
    this.folder = folder;
    String project = folder + "/(releases/project|shop)-\\d+";
    masks.put("(Log: +)" + project + "/", "$1");
    masks.put(project, "/home/ann/shop");
    for (int number = 1; number <= 2; number++) {
      String address = "-" + number + "[^:\n]*127\\.0\\.0\\.1:)\\d+";
      masks.put("(-blue" + address, "$1" + (20999 + number));
      masks.put("(-green" + address, "$1" + (21099 + number));
    }
    masks.put("(?<!\\()127\\.0\\.0\\.1:(?!21)\\d+", "127.0.0.1:8080");
    masks.put("cli-[0-9a-f]{8}", "shop");
    masks.put("java \\(process \\d+\\)", "java (process 4711)");
    masks.put("[0-9a-f]{12}-1", "42e3f941cb50-1");
  }

  /** All of them, those of one page in the order of the page. */
  static List<Told> in(Path folder) throws Exception {
    FailureScenes scenes = new FailureScenes(folder);
    scenes.requests();
    scenes.projects();
    try (Misfortunes misfortunes = new Misfortunes(folder.resolve("releases"))) {
      scenes.releases(misfortunes);
    }
    scenes.bug();
    return scenes.told;
  }

  private void requests() throws Exception {
    tell("BadRequest", Run.of("relase", "v2"));
    tell(project().run("rollback", "-o", "json"));
    tell(project().run("release", "v7", "-o", "json"));
    SampleProject mistaken =
        project()
            .edit("pipelines/local.yml", "count: 2", "cuont: 2")
            .edit("pipelines/local.yml", "passes: 3", "passes: many");
    tell(mistaken.run("release", "v2", "-o", "json"));
  }

  private void projects() throws Exception {
    SampleProject broken = project();
    Path packer = broken.folder().resolve("packer/container/bin/packer");
    Files.writeString(packer, "#!/bin/sh\necho 'Segmentation fault' >&2\nexit 139\n");
    if (!packer.toFile().setExecutable(true)) {
      throw new IllegalStateException(packer + " cannot be made executable");
    }
    tell(broken.run("release", "v1", "-o", "json"));

    String manifest = "output = var.manifest";
    SampleProject lacking =
        project()
            .edit("packer/container/web.pkr.hcl", manifest, "output = \"manifest.json\"")
            .edit("terraform/container/main.tf", "output \"servers\" {", "output \"server\" {");
    tell(lacking.run("release", "--working-tree", "--allow-dirty", "-o", "json"));

    SampleProject secretive =
        project()
            .edit(
                "pipelines/local.yml",
                "ledger: sqlite",
                "ledger: sqlite\nsecrets:\n  db_password: { env: IMMUTABLE_NO_SUCH }\n"
                    + "  token: { file: no/such/file }");
    tell(secretive.run("release", "v1", "-o", "json"));
    SampleProject written =
        project()
            .edit(
                "pipelines/local.yml",
                "first_port: 21000",
                "first_port: 21000\n    token: hunter2!")
            .edit(
                "pipelines/local.yml",
                "ledger: sqlite",
                "ledger: sqlite\nsecrets:\n  t: { file: t }");
    Files.writeString(written.folder().resolve("t"), "hunter2!\n");
    tell(written.run("release", "v1", "-o", "json"));

    SampleProject held = project();
    Files.createDirectories(held.home());
    try (Ledger ledger = Ledger.open(held.home().resolve("ledger.db"));
        Lease lease = ledger.take("local", Holders.elsewhere("release"), Holders.LONG)) {
      tell(held.run("release", "v1", "-o", "json"));
      // what it is told whose hold that is once another has it
      ledger.unlock("local", 1);
      try (Ledger other = Ledger.open(held.home().resolve("ledger.db"));
          Lease next = other.take("local", Holders.elsewhere("release"), Holders.LONG)) {
        next.check();
        tell(thrown(catchThrowableOfType(LeaseLostException.class, lease::check)));
      }
    }

    SampleProject taken = project();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = taken.folder().resolve("pipelines/local.yml");
      String text = Files.readString(file);
      String door = "http://127.0.0.1:" + other.getLocalPort() + "/";
      Files.writeString(file, text.replaceFirst("http://127\\.0\\.0\\.1:\\d+/", door));
      tell(taken.run("release", "v1", "--allow-dirty", "-o", "json"));
    }

    SampleProject newer = project();
    Files.createDirectories(newer.home());
    Ledger.open(newer.home().resolve("ledger.db")).close();
    newer.sql("PRAGMA user_version = 99");
    tell(newer.run("status", "-o", "json"));
    SampleProject lost = project();
    lost.leaveUnfinishedRelease();
    lost.sql("DELETE FROM record");
    tell(lost.run("resume", "-o", "json"));

    SampleProject away = project();
    int nobodyThere;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobodyThere = free.getLocalPort();
    }
    away.edit(
        "pipelines/local.yml",
        "ledger: sqlite",
        "ledger: postgresql://team@127.0.0.1:" + nobodyThere + "/ledger");
    tell(away.run("resume", "-o", "json"));
  }

  private void releases(Misfortunes misfortunes) {
    tell(misfortunes.uncommitted());
    tell(misfortunes.imageGone());
    tell(misfortunes.unfinished());
    tell(misfortunes.buildFailed());
    tell(misfortunes.launchFailed());
    tell(misfortunes.planRefused());
    tell(misfortunes.unhealthy());
    tell(misfortunes.unhealthyAndKept());
    tell(misfortunes.wrongImage());
    tell(misfortunes.trafficFailed());
    tell(misfortunes.trafficNotGivenBack());
    tell(misfortunes.notConfirmed());
    tell(misfortunes.soakFailed());
    tell(misfortunes.retireFailed());
    tell(misfortunes.sweepFailed());
    tell(misfortunes.interrupted());
    tell(misfortunes.interruptedWhilePutBack());
    tell(misfortunes.drift());
    tell(misfortunes.forgottenServers());
    tell(misfortunes.forgottenState());
    tell(misfortunes.productionUnwell());
    tell(misfortunes.inventoryFailed());
  }

  /** There is none that could be brought about. */
  private void bug() {
    IllegalStateException bug =
        new IllegalStateException("a release is launched after its image is known");
    bug.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("io.github.immutable.release.Launch", "artifact", "Launch.java", 1)
        });
    tell(thrown(bug));
  }

  private SampleProject project() throws Exception {
    return SampleProject.committed(folder.resolve("shop-" + ++projects));
  }

  private void tell(Run run) {
    tell(run.json().at("/failure/case").asText(), run);
  }

  private void tell(String failure, Run run) {
    String message = run.err().substring(run.err().indexOf("immutable: "));
    told.add(new Told(failure, run.exitCode(), masked(message)));
  }

  private void tell(Misfortunes.Ended ended) {
    Outcome outcome = ended.outcome();
    if (outcome == null) {
      tell(thrown(Objects.requireNonNull(ended.thrown())));
      return;
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new OutcomeReport(ended.site(), new PrintWriter(out, true), new PrintWriter(err, true))
            .show(outcome, true);
    tell(new Run(exitCode, out.toString(), err.toString()));
  }

  /** With the names that the pages have for what differs from run to run. */
  private String masked(String message) {
    String shown = message;
    for (Map.Entry<String, String> mask : masks.entrySet()) {
      shown = shown.replaceAll(mask.getKey(), mask.getValue());
    }
    return shown.strip();
  }

  private static Run thrown(Exception failure) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        new CommandLine(new RootCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setCaseInsensitiveEnumValuesAllowed(true);
    int exitCode =
        new Failures()
            .handleExecutionException(failure, line, line.parseArgs("release", "v2", "-o", "json"));
    return new Run(exitCode, out.toString(), err.toString());
  }
}
