package io.github.immutable.servers;

import io.github.immutable.pipeline.Health;
import io.github.immutable.tool.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Checks many servers at once, again and again: until all of them are healthy, or for as long as
 * none of them is not.
 */
public final class HealthWatch {
  private final HealthCheck check;
  private final Health health;
  private final Time time;

  public HealthWatch(HealthCheck check, Time time) {
    this.check = check;
    this.health = check.health();
    this.time = time;
  }

  /**
   * A server that failed, and why.
   *
   * @param last what the last check found
   */
  public record Failure(Server server, CheckResult last, int checks) {
    @Override
    public String toString() {
      return server.name() + " (" + server.endpoint() + "): " + last.what();
    }
  }

  /** Is told about every check. */
  public interface Listener {
    void checked(Server server, CheckResult result, int inARow);
  }

  /**
   * Waits until every server has passed as often in a row as the pipeline asks for.
   *
   * @return the servers that did not in time; at once, and alone, a server that keeps proving
   *     another image, for waiting will not change what it runs
   */
  public List<Failure> untilHealthy(List<Server> servers, String imageId, Listener listener)
      throws InterruptedException {
    Time.Deadline deadline = time.deadline(health.within());
    return all(
        servers,
        server -> passesInTime(server, imageId, deadline, listener),
        failure -> failure.last().verdict() == CheckResult.Verdict.WRONG_IMAGE);
  }

  /**
   * Watches servers for some time, and checks them once more when it is over.
   *
   * @param fails in a row that end it
   * @return the first server that failed that often in a row; empty when none did
   */
  public List<Failure> watch(
      List<Server> servers, String imageId, Duration duration, int fails, Listener listener)
      throws InterruptedException {
    Time.Deadline deadline = time.deadline(duration);
    return all(
        servers,
        server -> staysHealthy(server, imageId, deadline, fails, listener),
        failure -> true);
  }

  /** Checks every server once. */
  public Map<Server, CheckResult> once(List<Server> servers, String imageId)
      throws InterruptedException {
    Map<Server, CheckResult> results = new LinkedHashMap<>();
    servers.forEach(server -> results.put(server, CheckResult.healthy("")));
    all(
        servers,
        server -> {
          CheckResult result = check.check(server, imageId);
          synchronized (results) {
            results.put(server, result);
          }
          return Optional.empty();
        },
        failure -> false);
    return results;
  }

  private Optional<Failure> passesInTime(
      Server server, String imageId, Time.Deadline deadline, Listener listener)
      throws InterruptedException {
    int passes = 0;
    int wrongImages = 0;
    for (int checks = 1; ; checks++) {
      Duration started = time.elapsed();
      CheckResult result = check.check(server, imageId);
      passes = result.passed() ? passes + 1 : 0;
      boolean wrong = result.verdict() == CheckResult.Verdict.WRONG_IMAGE;
      wrongImages = wrong ? wrongImages + 1 : 0;
      listener.checked(server, result, passes);
      boolean inTime = !deadline.passed();
      if (passes >= health.passes() && inTime) {
        return Optional.empty();
      }
      if (!inTime || wrongImages >= health.passes()) {
        return Optional.of(new Failure(server, reason(result, passes), checks));
      }
      pause(started, deadline);
    }
  }

  /** Why not in time, where the last check has passed. */
  private CheckResult reason(CheckResult last, int passes) {
    return last.passed()
        ? CheckResult.unhealthy(
            "passed only "
                + Math.min(passes, health.passes() - 1)
                + " of the "
                + health.passes()
                + " checks in a row in time")
        : last;
  }

  private Optional<Failure> staysHealthy(
      Server server, String imageId, Time.Deadline deadline, int most, Listener listener)
      throws InterruptedException {
    int fails = 0;
    for (int checks = 1; ; checks++) {
      // a thread, a machine or a check that is slow must not shorten what is watched
      boolean over = deadline.passed();
      Duration started = time.elapsed();
      CheckResult result = check.check(server, imageId);
      fails = result.passed() ? 0 : fails + 1;
      listener.checked(server, result, fails);
      if (fails >= most) {
        return Optional.of(new Failure(server, result, checks));
      }
      if (over && fails == 0) {
        return Optional.empty();
      }
      if (fails > 0) {
        // whoever fails at the end of the soak is watched until it passes or has failed
        pause(started, time.deadline(health.every()));
      } else {
        pause(started, deadline);
      }
    }
  }

  private void pause(Duration started, Time.Deadline deadline) throws InterruptedException {
    Duration rest = health.every().minus(time.elapsed().minus(started));
    Duration left = deadline.left();
    Duration pause = rest.compareTo(left) < 0 ? rest : left;
    if (pause.isPositive()) {
      time.sleep(pause);
    }
  }

  private interface Task {
    Optional<Failure> run(Server server) throws InterruptedException;
  }

  /**
   * Runs a task for every server at once; a failure that decides ends all others.
   *
   * @return failures in the servers' order, so that the same trouble is told the same way again
   */
  private static List<Failure> all(List<Server> servers, Task task, Predicate<Failure> decides)
      throws InterruptedException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      CompletionService<Optional<Failure>> running = new ExecutorCompletionService<>(threads);
      servers.forEach(server -> running.submit(() -> task.run(server)));
      List<Failure> failures = new ArrayList<>();
      for (int i = 0; i < servers.size(); i++) {
        Optional<Failure> failure = running.take().get();
        if (failure.isPresent()) {
          if (decides.test(failure.get())) {
            return List.of(failure.get());
          }
          failures.add(failure.get());
        }
      }
      failures.sort(Comparator.comparingInt(failure -> servers.indexOf(failure.server())));
      failures.sort(Comparator.comparingInt(failure -> servers.indexOf(failure.server())));
      return failures;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check ended in a way that no check may", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
