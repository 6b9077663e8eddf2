package io.github.immutable.servers;

import io.github.immutable.pipeline.Health;
import io.github.immutable.pipeline.Placeholders;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one server once, over everything that the pipeline file asks for.
 *
 * @param directory where a command check runs
 * @param logs where a command check's output goes
 */
public record HealthCheck(
    Health health, ToolRunner tools, Path directory, Path logs, BalancerOpinion balancer) {

  /**
   * Checks a server; every part ends within the pipeline's {@code timeout}.
   *
   * @param imageId that the server must prove to run
   */
  public CheckResult check(Server server, String imageId) throws InterruptedException {
    Map<String, String> values =
        Map.of(
            "image.id", imageId,
            "server.name", server.name(),
            "server.address", server.address(),
            "server.port", String.valueOf(server.port()));
    CheckResult result = CheckResult.healthy("no check");
    if (health.from() == Health.From.HERE) {
      result = fromHere(server, values);
    }
    if (result.passed() && health.command() != null) {
      result = command(server, health.command(), values);
    }
    return result.passed() ? balancer(server, result) : result;
  }

  private CheckResult fromHere(Server server, Map<String, String> values)
      throws InterruptedException {
    CheckResult result = CheckResult.healthy("no check");
    if (health.tcp() != null) {
      result = tcp(server, health.tcp().port());
    }
    if (result.passed() && health.http() != null) {
      result = http(server, health.http(), values);
    }
    return result;
  }

  /** The balancer has the last word: it is the one that will send requests there, or not. */
  private CheckResult balancer(Server server, CheckResult seen) throws InterruptedException {
    Optional<CheckResult> opinion = balancer.of(server);
    if (opinion.isEmpty()) {
      return health.from() == Health.From.BALANCER
          ? CheckResult.unhealthy("the balancer does not know it")
          : seen;
    }
    boolean only = health.from() == Health.From.BALANCER && health.command() == null;
    return opinion.get().passed() && !only ? seen : opinion.get();
  }

  /** What cannot be reached from here may be reached all the same by whom it matters to. */
  private CheckResult unreached(Server server, String what) throws InterruptedException {
    boolean seen = balancer.of(server).map(CheckResult::passed).orElse(false);
    return CheckResult.unhealthy(
        seen
            ? what
                + "; the balancer calls it healthy: where this machine cannot reach servers, let"
                + " health.from be balancer"
            : what);
  }

  private CheckResult tcp(Server server, @Nullable Integer port) throws InterruptedException {
    int its = port == null ? server.port() : port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.address(), its), millis());
      return CheckResult.healthy("port " + its + " is open");
    } catch (IOException e) {
      return unreached(server, "port " + its + ": " + e.getMessage());
    }
  }

  private CheckResult http(Server server, Health.Http http, Map<String, String> values)
      throws InterruptedException {
    int port = http.port() == null ? server.port() : http.port();
    Server target = new Server(server.name(), server.address(), port, server.image());
    URI url = URI.create("http://" + target.endpoint() + http.path());
    try (HttpProbe probe = HttpProbe.connect(url, health.timeout())) {
      HttpProbe.Answer answer =
          probe.exchange("GET", http.path(), Map.of("connection", "close"), health.timeout());
      return new ExpectedAnswer(http, values).judge(answer);
    } catch (IOException e) {
      return unreached(server, "GET " + http.path() + ": " + e.getMessage());
    }
  }

  private CheckResult command(Server server, Health.Command command, Map<String, String> values)
      throws InterruptedException {
    List<String> filled =
        command.run().stream().map(word -> Placeholders.fill(word, values)).toList();
    Map<String, String> environment = new HashMap<>();
    values.forEach(
        (name, value) -> environment.put(name.replace('.', '_').toUpperCase(Locale.ROOT), value));
    try {
      ToolRun run =
          tools.run(
              new ToolCall(
                      "health-" + server.name(),
                      filled,
                      directory,
                      environment,
                      logs,
                      health.timeout())
                  .as(ToolCall.Role.HEALTH));
      String last = String.join(" ", run.lastLines(1));
      return run.succeeded()
          ? CheckResult.healthy("the command passed")
          : CheckResult.unhealthy("the command exited " + run.exitCode() + ": " + last);
    } catch (ToolException e) {
      return CheckResult.unhealthy(String.valueOf(e.getMessage()));
    }
  }

  private int millis() {
    return Math.toIntExact(health.timeout().toMillis());
  }
}
