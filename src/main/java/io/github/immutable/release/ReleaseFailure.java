package io.github.immutable.release;

import io.github.immutable.tool.Explained;
import io.github.immutable.tool.ExplainedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a command did not do what was asked: what, where, which log, what to do next. Each has a page
 * in {@code docs/troubleshooting}.
 */
public abstract sealed class ReleaseFailure extends ExplainedException {

  /**
   * How a command ends that this stopped before it began. Once servers or traffic may have been
   * touched, a probe of production decides instead, see {@link Verdict}.
   */
  public int exitCode() {
    return Outcome.OPERATOR_NEEDED;
  }

  private ReleaseFailure(String message, String remedy, @Nullable Path log, List<String> lines) {
    super(message, remedy, log, lines);
  }

  private ReleaseFailure(String message, String remedy) {
    this(message, remedy, null, List.of());
  }

  private ReleaseFailure(Explained cause) {
    this(String.valueOf(cause.getMessage()), cause.remedy(), cause.log(), cause.lines());
    if (cause instanceof Exception exception) {
      initCause(exception);
    }
  }

  /** The request was wrong; nothing was touched. */
  public static final class BadRequest extends ReleaseFailure {
    public BadRequest(String message, String remedy) {
      super(message, remedy);
    }

    @Override
    public String topic() {
      return "request";
    }

    @Override
    public int exitCode() {
      return Outcome.BAD_REQUEST;
    }
  }

  /** The version means no commit, or its files cannot be had; nothing was touched. */
  public static final class VersionUnusable extends ReleaseFailure {
    public VersionUnusable(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "version";
    }

    @Override
    public int exitCode() {
      return Outcome.BAD_REQUEST;
    }
  }

  /** Files that the release would be made by are in no commit; nothing was touched. */
  public static final class Uncommitted extends ReleaseFailure {
    public Uncommitted(List<String> files) {
      super(
          "with CI=true the files that make servers must be committed, and these are not: "
              + String.join(", ", files),
          "commit them, or release them as they are: --allow-dirty");
    }

    @Override
    public String topic() {
      return "uncommitted";
    }

    @Override
    public int exitCode() {
      return Outcome.BAD_REQUEST;
    }
  }

  /** This machine lacks something that a release needs; nothing was touched. */
  public static final class NotReady extends ReleaseFailure {
    public NotReady(String message, String remedy, List<String> findings) {
      super(message, remedy, null, findings);
    }

    @Override
    public String topic() {
      return "not-ready";
    }

    @Override
    public int exitCode() {
      return Outcome.BAD_REQUEST;
    }
  }

  /** A secret is missing, or written where it would be recorded; nothing was touched. */
  public static final class SecretsUnusable extends ReleaseFailure {
    private SecretsUnusable(String message, String remedy, List<String> lines) {
      super(message, remedy, null, lines);
    }

    static SecretsUnusable missing(String pipeline, List<String> which) {
      return new SecretsUnusable(
          Words.count(which.size(), "secret") + " of pipeline " + pipeline + " cannot be had",
          "set what is named, or correct secrets in pipelines/" + pipeline + ".yml",
          which);
    }

    public static SecretsUnusable written(String place) {
      return new SecretsUnusable(
          place + " holds the value of a secret, and would be recorded or baked into an image",
          "take it out of the file and its history, and change the secret: git has it",
          List.of());
    }

    @Override
    public String topic() {
      return "secrets";
    }

    @Override
    public int exitCode() {
      return Outcome.BAD_REQUEST;
    }
  }

  /** The user's files do not offer what they must; nothing was touched. */
  public static final class ContractBroken extends ReleaseFailure {
    public ContractBroken(String message, String remedy, List<String> breaches) {
      super(message, remedy, null, breaches);
    }

    @Override
    public String topic() {
      return "contract";
    }

    @Override
    public int exitCode() {
      return Outcome.BAD_REQUEST;
    }
  }

  /** An image of the ledger no longer exists; nothing was touched. */
  public static final class ImageGone extends ReleaseFailure {
    public ImageGone(String release, String version) {
      super(
          "the image of release " + release + " (" + version + ") is gone",
          "immutable release " + version + "   builds it anew");
    }

    @Override
    public String topic() {
      return "image-gone";
    }

    @Override
    public int exitCode() {
      return Outcome.BAD_REQUEST;
    }
  }

  /** Another process is changing this pipeline. */
  public static final class Held extends ReleaseFailure {
    public Held(String pipeline, String holder) {
      super(
          "pipeline " + pipeline + " is held by " + (holder.isEmpty() ? "another run" : holder),
          "wait for it: the same command with --wait 10m; or see how it goes: immutable status"
              + " --pipeline "
              + pipeline);
    }

    @Override
    public String topic() {
      return "held";
    }

    @Override
    public int exitCode() {
      return Outcome.HELD;
    }
  }

  /** This run held the pipeline and lost it, to one that took or broke the hold. */
  public static final class HoldLost extends ReleaseFailure {
    public HoldLost(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "hold-lost";
    }

    @Override
    public int exitCode() {
      return Outcome.HELD;
    }
  }

  /** An earlier release was cut short, or has left something to clean up. */
  public static final class Unfinished extends ReleaseFailure {
    /**
     * What holds the pipeline, and why.
     *
     * @param live what is live meanwhile, probed just now
     */
    public Unfinished(String release, String version, String pipeline, String how, String live) {
      super(
          "release " + release + " (" + version + ") " + how + "; it still holds " + pipeline,
          "immutable resume --pipeline "
              + pipeline
              + "   goes on with it; immutable abort   puts back what was live before it",
          null,
          List.of("live meanwhile: " + live + ", probed just now"));
    }

    @Override
    public String topic() {
      return "unfinished";
    }

    @Override
    public int exitCode() {
      return Outcome.HELD;
    }
  }

  /** The image could not be built. */
  public static final class BuildFailed extends ReleaseFailure {
    public BuildFailed(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "build-failed";
    }
  }

  /** Servers could not be made. */
  public static final class LaunchFailed extends ReleaseFailure {
    public LaunchFailed(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "launch-failed";
    }
  }

  /** A plan went beyond what it may touch, and was not applied. */
  public static final class PlanRefused extends ReleaseFailure {
    public PlanRefused(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "plan-refused";
    }
  }

  /** Servers did not get healthy in time. */
  public static final class Unhealthy extends ReleaseFailure {
    public Unhealthy(String message, String command, List<String> servers, Path log) {
      super(
          message, "to look at a server that failed: " + command + " --keep-failed", log, servers);
    }

    @Override
    public String topic() {
      return "unhealthy";
    }
  }

  /** Servers run another image than the one released. */
  public static final class WrongImage extends ReleaseFailure {
    public WrongImage(List<String> servers, Path log) {
      super(
          "a server does not run the image of this release",
          "find out who starts it from another image; the servers were given no traffic",
          log,
          servers);
    }

    @Override
    public String topic() {
      return "wrong-image";
    }
  }

  /** The balancer could not be told, or did something else. */
  public static final class TrafficFailed extends ReleaseFailure {
    public TrafficFailed(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "traffic-failed";
    }
  }

  /** The front door did not answer from the new slot alone. */
  public static final class NotConfirmed extends ReleaseFailure {
    public NotConfirmed(String slot, String frontDoor, String what) {
      super(
          "the switch to " + slot + " was not confirmed at " + frontDoor + ": " + what,
          "check what stands between that address and the balancer");
    }

    @Override
    public String topic() {
      return "not-confirmed";
    }
  }

  /** The candidate failed under real traffic. */
  public static final class SoakFailed extends ReleaseFailure {
    public SoakFailed(List<String> servers, Path log) {
      super(
          "the new servers failed under real traffic",
          "mend the version and release it again",
          log,
          servers);
    }

    @Override
    public String topic() {
      return "soak-failed";
    }
  }

  /** The replaced servers could not be removed. */
  public static final class RetireFailed extends ReleaseFailure {
    public RetireFailed(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "retire-failed";
    }
  }

  /** What dead runs have left could not be removed. */
  public static final class SweepFailed extends ReleaseFailure {
    public SweepFailed(String message, List<String> lines) {
      super(message, "mend what the lines say, then: immutable sweep", null, lines);
    }

    @Override
    public String topic() {
      return "sweep-failed";
    }
  }

  /**
   * Somebody asked to stop. What to do next is for one that left nothing; a release that still
   * holds its pipeline ends with {@link Outcome#INTERRUPTED}, which says to resume or abort it.
   */
  public static final class Interrupted extends ReleaseFailure {
    public Interrupted(String stage) {
      super("interrupted in " + stage, "run the same command again when you are ready");
    }

    @Override
    public String topic() {
      return "interrupted";
    }
  }

  /** The balancer and the ledger do not agree about who has the traffic. */
  public static final class Drift extends ReleaseFailure {
    public Drift(String message, String remedy) {
      super(message, remedy);
    }

    @Override
    public String topic() {
      return "drift";
    }
  }

  /** Something stands that the ledger does not know of. */
  public static final class Forgotten extends ReleaseFailure {
    public Forgotten(String message, String remedy) {
      super(message, remedy);
    }

    @Override
    public String topic() {
      return "forgotten";
    }
  }

  /** The balancer does not run, is not ours, or lacks what this tool needs of it. */
  public static final class BalancerUnusable extends ReleaseFailure {
    public BalancerUnusable(Explained cause) {
      super(cause);
    }

    @Override
    public String topic() {
      return "balancer";
    }
  }

  /** All was done as asked, and yet production does not answer as it should. */
  public static final class ProductionUnwell extends ReleaseFailure {
    public ProductionUnwell(String problem, String next) {
      this(problem, next, Optional.empty());
    }

    /** After a release that failed as well: with the lines and the log of its failure. */
    ProductionUnwell(String problem, String next, Optional<ReleaseFailure> besides) {
      super(
          problem,
          next,
          besides.map(ReleaseFailure::log).orElse(null),
          besides.map(ReleaseFailure::lines).orElse(List.of()));
    }

    @Override
    public String topic() {
      return "production";
    }
  }

  /** The inventory, which says what exists, does not answer. */
  public static final class InventoryFailed extends ReleaseFailure {
    /** Its output was for this command alone and goes with it; the lines of it stay. */
    public InventoryFailed(Explained cause) {
      super(String.valueOf(cause.getMessage()), cause.remedy(), null, cause.lines());
    }

    @Override
    public String topic() {
      return "inventory";
    }
  }
}
