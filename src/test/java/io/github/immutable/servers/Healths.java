package io.github.immutable.servers;

import io.github.immutable.pipeline.Health;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Health rules that are quick. */
final class Healths {
  static final String IMAGE = "abcdef012345-1";
  static final Duration TIMEOUT = Duration.ofMillis(400);
  static final Health.Http ANSWER =
      new Health.Http("/health", null, 0, Map.of("image", "${image.id}"));

  private Healths() {}

  static Health http(int passes, Duration within) {
    return of(ANSWER, null, null, passes, within);
  }

  static Health of(
      Health.@Nullable Http http,
      Health.@Nullable Tcp tcp,
      @Nullable List<String> command,
      int passes,
      Duration within) {
    return new Health(
        http,
        tcp,
        command == null ? null : new Health.Command(command),
        Health.Proof.ANSWER,
        Health.From.HERE,
        Duration.ofMillis(20),
        passes,
        within,
        TIMEOUT);
  }

  static HealthCheck check(Health health, Path folder) {
    return check(health, folder, BalancerOpinion.NONE);
  }

  static HealthCheck check(Health health, Path folder, BalancerOpinion balancer) {
    return new HealthCheck(
        health, new ProcessRunner(new SystemTime()), folder, folder.resolve("logs"), balancer);
  }

  static HealthWatch watch(Health health, Path folder) {
    return new HealthWatch(check(health, folder), new SystemTime());
  }

  static Server server(int port) {
    return new Server("web-" + port, "127.0.0.1", port, null);
  }
}
