package io.github.immutable.cli;

import io.github.immutable.doctor.Aside;
import io.github.immutable.doctor.Finding;
import io.github.immutable.doctor.Readiness;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.pipeline.Pipelines;
import io.github.immutable.release.Diagnosis;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.RealPrerequisites;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Scratch;
import io.github.immutable.release.SecretTools;
import io.github.immutable.release.Secrets;
import io.github.immutable.release.Site;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.Time;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens what of a pipeline can be opened, without making anything, and has all of it looked at. */
final class DoctorVisit {
  private final PipelineOptions options;
  private final boolean allowLocal;
  private final Time time = new SystemTime();
  private Optional<Finding> noLedger = Optional.empty();

  /**
   * A visit.
   *
   * @param allowLocal whether the release would be allowed to record here what stands elsewhere
   */
  DoctorVisit(PipelineOptions options, boolean allowLocal) {
    this.options = options;
    this.allowLocal = allowLocal;
  }

  List<Finding> findings() throws InterruptedException {
    Path logs;
    try {
      logs = Files.createTempDirectory("immutable-doctor-" + ProcessHandle.current().pid() + "-");
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              "temporary space",
              Outcome.BAD_REQUEST,
              "no tool can be asked, for its answer has no place: " + e.getMessage(),
              "df /tmp; this user must be able to write there"),
          Finding.notChecked("all else", "the temporary folder comes first"));
    }
    try {
      return findings(logs);
    } finally {
      delete(logs);
    }
  }

  private List<Finding> findings(Path logs) throws InterruptedException {
    Redactor redactor = options.redactor();
    ToolRunner tools = new Aside(options.shown(new ProcessRunner(time)), logs);
    Path root;
    try {
      root = Session.root(options);
    } catch (ReleaseFailure e) {
      Path here = Path.of("").toAbsolutePath();
      return without(machine(tools, here, logs), List.of(Diagnosis.refused("project", e)));
    }
    Pipeline pipeline;
    try {
      pipeline = Pipelines.choose(root, options.pipeline);
    } catch (PipelineException e) {
      Refusal refusal = Refusal.of(e);
      Finding finding =
          Finding.problem(
                  "pipeline file", Outcome.BAD_REQUEST, refusal.getMessage(), refusal.remedy())
              .with(refusal.lines());
      return without(machine(tools, root, logs), List.of(finding));
    }
    try {
      Balancers.refuseUnfit(pipeline, Site.home(root));
    } catch (ReleaseFailure e) {
      return without(machine(tools, root, logs), List.of(Diagnosis.refused("project", e)));
    }
    Secrets secrets = new Secrets(root, pipeline, System.getenv(), redactor);
    secrets.learn();
    ToolRunner processes = new ProcessRunner(time, secrets.inherited(), redactor);
    tools = new Aside(new SecretTools(options.shown(processes), secrets), logs);
    Readiness readiness = new Readiness(tools, root, pipeline, Session.terraform(), logs);
    try (Ledger ledger = ledger(pipeline, root)) {
      Site site =
          new Site(
              root,
              pipeline,
              ledger,
              tools,
              new Balancers(root, pipeline, Session.terraform(), line -> {}).driver(tools),
              new SilentProgress(),
              time,
              Session.terraform(),
              "true".equals(System.getenv("CI")),
              new RealPrerequisites(),
              redactor);
      return new Diagnosis(site, readiness, logs, noLedger, allowLocal).findings();
    } catch (TrafficException e) {
      return without(
          readiness,
          List.of(Diagnosis.refused("balancer", new ReleaseFailure.BalancerUnusable(e))));
    }
  }

  /** Where the ledger cannot be read, an empty one stands in that nobody asks. */
  private Ledger ledger(Pipeline pipeline, Path root) {
    Path home = Site.home(root);
    try {
      if (Files.exists(home) && !(Files.isWritable(home) && Files.isExecutable(home))) {
        noLedger = Optional.of(Finding.notChecked("ledger", "the project folder comes first"));
        return Ledger.empty();
      }
      return Ledgers.look(pipeline, home);
    } catch (LedgerException e) {
      noLedger = Optional.of(Diagnosis.noLedger(e));
      return Ledger.empty();
    }
  }

  private static Readiness machine(ToolRunner tools, Path folder, Path logs) {
    return Readiness.ofMachine(tools, folder, Session.terraform(), logs);
  }

  private static List<Finding> without(Readiness readiness, List<Finding> why)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>(readiness.tools(true));
    findings.addAll(readiness.folders());
    findings.addAll(why);
    findings.add(Finding.notChecked("all else", why.getLast().check() + " comes first"));
    return findings;
  }

  /** What cannot be deleted is in nobody's way. */
  private static void delete(Path logs) {
    try {
      Scratch.delete(logs);
    } catch (IOException e) {
      // the system clears its temporary folder by itself
    }
  }
}
