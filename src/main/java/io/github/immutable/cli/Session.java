package io.github.immutable.cli;

import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.PipelineException;
import io.github.immutable.pipeline.Pipelines;
import io.github.immutable.pipeline.Secret;
import io.github.immutable.release.FencedTools;
import io.github.immutable.release.FencedTraffic;
import io.github.immutable.release.Progress;
import io.github.immutable.release.RealPrerequisites;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Scratch;
import io.github.immutable.release.SecretTools;
import io.github.immutable.release.Secrets;
import io.github.immutable.release.Site;
import io.github.immutable.tool.Executables;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.Time;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One command's view of one pipeline: what it needs is opened here, and closed at its end. */
final class Session implements AutoCloseable {
  private final Site site;
  private final @Nullable Lease lease;

  private Session(Site site, @Nullable Lease lease) {
    this.site = site;
    this.lease = lease;
  }

  /** For a command that only looks. */
  static Session look(PipelineOptions options)
      throws PipelineException, LedgerException, ReleaseFailure {
    return look(options, new SilentProgress());
  }

  /** The same for one that may take long enough to say how far it is, and to be stopped. */
  static Session look(PipelineOptions options, Progress usual)
      throws PipelineException, LedgerException, ReleaseFailure {
    Progress progress = options.told(usual);
    Session session = new Session(site(options, progress, secrets -> {}), null);
    if (!(usual instanceof SilentProgress)) {
      Interrupts.reachOneWhoLooks(Thread.currentThread(), progress);
    }
    return session;
  }

  /**
   * For a command that changes something: takes the pipeline's hold, which everything that it does
   * asks for again, and a Ctrl-C from now on leads to an orderly end.
   *
   * @param wait for whoever has it
   */
  static Session change(PipelineOptions options, WaitOption wait, String verb, Progress usual)
      throws PipelineException, LedgerException, ReleaseFailure, InterruptedException {
    Progress progress = options.told(usual);
    Site site = site(options, progress, secrets -> secrets.check(roles(verb)));
    if (!wait.wait.isZero()) {
      Interrupts.reachOneWhoLooks(Thread.currentThread(), progress);
    }
    Lease lease;
    try {
      lease = new Turn(site).take(verb, wait.wait);
    } catch (LedgerException | ReleaseFailure | InterruptedException e) {
      site.ledger().close();
      throw e;
    }
    Interrupts.reach(Thread.currentThread(), progress);
    KilledRuns.tidy(site);
    try {
      return new Session(fenced(site, lease), lease);
    } catch (ReleaseFailure e) {
      new Session(site, lease).close();
      throw e;
    }
  }

  private static Site fenced(Site site, Lease lease) throws ReleaseFailure {
    ToolRunner tools = new FencedTools(site.runner(), lease);
    return new Site(
        site.root(),
        site.pipeline(),
        site.ledger(),
        tools,
        new FencedTraffic(traffic(site.root(), site.pipeline(), site.progress(), tools), lease),
        site.progress(),
        site.time(),
        site.terraform(),
        site.strict(),
        site.prerequisites(),
        site.redactor());
  }

  Site site() {
    return site;
  }

  @Override
  public void close() {
    try {
      Scratch.delete(Site.looks(site.root()));
    } catch (IOException e) {
      site.progress().note("could not be deleted: " + e.getMessage());
    }
    site.ledger().close();
    if (lease != null) {
      lease.close();
    }
  }

  /** Whose secrets must be there: putting things back must not fail for want of Packer's. */
  private static Set<Secret.To> roles(String verb) {
    return switch (verb) {
      case "traffic start", "traffic check" -> EnumSet.of(Secret.To.TERRAFORM, Secret.To.TRAFFIC);
      case "abort", "retire", "destroy", "sweep" ->
          EnumSet.of(Secret.To.TERRAFORM, Secret.To.HEALTH, Secret.To.INVENTORY, Secret.To.TRAFFIC);
      case "ledger register-images" -> EnumSet.of(Secret.To.INVENTORY);
      default -> EnumSet.allOf(Secret.To.class);
    };
  }

  /** What a command wants to know of secrets before anything is opened. */
  private interface Look {
    void at(Secrets secrets) throws ReleaseFailure;
  }

  private static Site site(PipelineOptions options, Progress told, Look look)
      throws PipelineException, LedgerException, ReleaseFailure {
    Path root = root(options);
    Pipeline pipeline = Pipelines.choose(root, options.pipeline);
    Redactor redactor = options.redactor();
    Progress progress = new ShownProgress(told, redactor);
    Balancers.refuseUnfit(pipeline, Site.home(root));
    Secrets secrets = new Secrets(root, pipeline, System.getenv(), redactor);
    secrets.learn().forEach(progress::note);
    look.at(secrets);
    Path home = Site.home(root);
    ignoreInGit(home);
    Time time = new SystemTime();
    ToolRunner processes = new ProcessRunner(time, secrets.inherited(), redactor);
    ToolRunner tools = new SecretTools(options.shown(processes, progress), secrets);
    TrafficSwitch traffic = traffic(root, pipeline, progress, tools);
    return new Site(
        root,
        pipeline,
        Ledgers.open(pipeline, home),
        tools,
        traffic,
        progress,
        time,
        terraform(),
        "true".equals(System.getenv("CI")),
        new RealPrerequisites(),
        redactor);
  }

  private static TrafficSwitch traffic(
      Path root, Pipeline pipeline, Progress progress, ToolRunner tools) throws ReleaseFailure {
    try {
      return new Balancers(root, pipeline, terraform(), progress::busy).driver(tools);
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
  }

  /** The project's folder. */
  static Path root(PipelineOptions options) throws ReleaseFailure {
    if (options.project != null) {
      return real(options.project);
    }
    Path here = real(Path.of(""));
    Optional<Path> found = Optional.empty();
    for (Path folder = here; folder != null && found.isEmpty(); folder = folder.getParent()) {
      found = Optional.of(folder).filter(its -> Files.isDirectory(its.resolve("pipelines")));
    }
    return found.orElseThrow(
        () ->
            new ReleaseFailure.BadRequest(
                "no project here: neither " + here + " nor a folder above it has pipelines/",
                "cd to the project, say --project FOLDER, or make one: immutable init FOLDER"));
  }

  private static Path real(Path folder) throws ReleaseFailure {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new ReleaseFailure.BadRequest(
          "no such folder: " + folder, "say --project FOLDER with one that exists");
    }
  }

  private static void ignoreInGit(Path home) throws ReleaseFailure {
    Path ignore = home.resolve(".gitignore");
    try {
      Files.createDirectories(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      if (!Files.exists(ignore)) {
        Files.writeString(ignore, "*\n");
      }
    } catch (IOException e) {
      throw new ReleaseFailure.NotReady(
          "the project's folder cannot be written, and " + home + " is where all is recorded",
          "let this user write to " + home.getParent() + ", or mount it so that one can",
          List.of(e instanceof FileSystemException its ? reason(its) : String.valueOf(e)));
    }
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason();
    return e.getFile()
        + ": "
        + (reason == null && e instanceof AccessDeniedException ? "Permission denied" : reason);
  }

  /** Terraform if it is installed, else OpenTofu; {@code IMMUTABLE_TERRAFORM} names another. */
  static String terraform() {
    Map<String, String> environment = System.getenv();
    String path = environment.getOrDefault("PATH", "");
    String fallback = Executables.find("terraform", path).isPresent() ? "terraform" : "tofu";
    return environment.getOrDefault(
        "IMMUTABLE_TERRAFORM", Executables.find("tofu", path).isPresent() ? fallback : "terraform");
  }
}
