package io.github.immutable.release;

import io.github.immutable.tool.Explained;
import io.github.immutable.tool.ExplainedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a command did not do what was asked: what, where, which log, what to do next. */
public abstract sealed class ReleaseFailure extends ExplainedException {

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

    public BadRequest(Explained cause) {
      super(cause);
    }
  }

  /** Another process is changing this pipeline. */
  public static final class Held extends ReleaseFailure {
    public Held(String pipeline, String holder) {
      super(
          "pipeline " + pipeline + " is held by " + (holder.isEmpty() ? "another run" : holder),
          "wait for it to end, or see how it goes: immutable status --pipeline " + pipeline);
    }
  }

  /** An earlier release was cut short, or has left something to clean up. */
  public static final class Unfinished extends ReleaseFailure {
    public Unfinished(String release, String version, String pipeline, String how) {
      super(
          "release " + release + " (" + version + ") " + how + "; it still holds " + pipeline,
          "immutable abort --pipeline " + pipeline + "   puts back what was live before it");
    }
  }

  /** The image could not be built. */
  public static final class BuildFailed extends ReleaseFailure {
    public BuildFailed(Explained cause) {
      super(cause);
    }
  }

  /** Servers could not be made. */
  public static final class LaunchFailed extends ReleaseFailure {
    public LaunchFailed(Explained cause) {
      super(cause);
    }
  }

  /** A plan went beyond what it may touch, and was not applied. */
  public static final class PlanRefused extends ReleaseFailure {
    public PlanRefused(Explained cause) {
      super(cause);
    }
  }

  /** Servers did not get healthy in time. */
  public static final class Unhealthy extends ReleaseFailure {
    public Unhealthy(String message, String command, List<String> servers, Path log) {
      super(
          message, "to look at a server that failed: " + command + " --keep-failed", log, servers);
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
  }

  /** The balancer could not be told, or did something else. */
  public static final class TrafficFailed extends ReleaseFailure {
    public TrafficFailed(Explained cause) {
      super(cause);
    }
  }

  /** The front door did not answer from the new slot alone. */
  public static final class NotConfirmed extends ReleaseFailure {
    public NotConfirmed(String slot, String frontDoor, String what) {
      super(
          "the switch to " + slot + " was not confirmed at " + frontDoor + ": " + what,
          "check what stands between that address and the balancer");
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
  }

  /** The replaced servers could not be removed. */
  public static final class RetireFailed extends ReleaseFailure {
    public RetireFailed(Explained cause) {
      super(cause);
    }
  }

  /** Somebody asked to stop. */
  public static final class Interrupted extends ReleaseFailure {
    public Interrupted(String stage) {
      super("interrupted in " + stage, "run the same command again when you are ready");
    }
  }

  /** What is found is not what the ledger knows; only a person can say what is right. */
  public static final class OperatorNeeded extends ReleaseFailure {
    public OperatorNeeded(String message, String remedy) {
      super(message, remedy);
    }

    public OperatorNeeded(Explained cause) {
      super(cause);
    }
  }
}
