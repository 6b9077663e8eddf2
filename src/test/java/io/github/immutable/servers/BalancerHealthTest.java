package io.github.immutable.servers;

import static io.github.immutable.servers.CheckResult.Verdict.HEALTHY;
import static io.github.immutable.servers.CheckResult.Verdict.UNHEALTHY;
import static io.github.immutable.servers.CheckResult.Verdict.WRONG_IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.pipeline.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked about a server: this machine, the balancer, a command; and whose word counts. */
@Timeout(30)
class BalancerHealthTest {
  private static final String PROOF = "{\"image\": \"" + Healths.IMAGE + "\"}";
  private static final BalancerOpinion GOOD = said(CheckResult.healthy("the balancer: healthy"));
  private static final BalancerOpinion BAD = said(CheckResult.unhealthy("the balancer: draining"));

  @TempDir Path folder;

  @Test
  void promise_2_a_server_that_answers_here_and_not_the_balancer_is_unhealthy() throws Exception {
    try (BadServer server = BadServer.saying(PROOF)) {
      assertThat(check(Health.From.HERE, null, BAD, server.server()))
          .isEqualTo(CheckResult.unhealthy("the balancer: draining"));
      assertThat(check(Health.From.HERE, null, GOOD, server.server()).verdict()).isEqualTo(HEALTHY);
      assertThat(check(Health.From.HERE, null, BalancerOpinion.NONE, server.server()).verdict())
          .isEqualTo(HEALTHY);
    }
  }

  @Test
  void promise_2_a_balancer_does_not_vouch_for_another_image() throws Exception {
    try (BadServer server = BadServer.saying("{\"image\": \"other-1\"}")) {
      assertThat(check(Health.From.HERE, null, GOOD, server.server()).verdict())
          .isEqualTo(WRONG_IMAGE);
    }
  }

  @Test
  void a_server_that_only_the_balancer_reaches_is_unhealthy_and_told_what_to_write()
      throws Exception {
    assertThat(check(Health.From.HERE, null, GOOD, gone()).verdict()).isEqualTo(UNHEALTHY);
    assertThat(check(Health.From.HERE, null, GOOD, gone()).what())
        .contains("the balancer calls it healthy")
        .endsWith("let health.from be balancer");
    assertThat(check(Health.From.HERE, null, BAD, gone()).what()).doesNotContain("health.from");
  }

  @Test
  void the_balancer_alone_is_asked_where_that_is_written() throws Exception {
    try (BadServer server = BadServer.saying("{}")) {
      assertThat(check(Health.From.BALANCER, null, GOOD, server.server()))
          .isEqualTo(CheckResult.healthy("the balancer: healthy"));
      assertThat(server.connections).hasValue(0);
    }
    assertThat(check(Health.From.BALANCER, null, BAD, gone()).what())
        .isEqualTo("the balancer: draining");
    assertThat(check(Health.From.BALANCER, null, BalancerOpinion.NONE, gone()))
        .isEqualTo(CheckResult.unhealthy("the balancer does not know it"));
  }

  @Test
  void a_command_is_asked_in_place_of_this_machine_and_the_balancer_still_has_its_say()
      throws Exception {
    assertThat(check(Health.From.COMMAND, List.of("true"), BalancerOpinion.NONE, gone()).verdict())
        .isEqualTo(HEALTHY);
    assertThat(check(Health.From.COMMAND, List.of("true"), BAD, gone()).what())
        .isEqualTo("the balancer: draining");
    assertThat(check(Health.From.COMMAND, List.of("false"), GOOD, gone()).what())
        .startsWith("the command exited 1");
  }

  private CheckResult check(
      Health.From from, @Nullable List<String> command, BalancerOpinion balancer, Server server)
      throws InterruptedException {
    Health health =
        new Health(
            Healths.ANSWER,
            null,
            command == null ? null : new Health.Command(command),
            Health.Proof.ANSWER,
            from,
            Duration.ofMillis(20),
            1,
            Duration.ofSeconds(1),
            Healths.TIMEOUT);
    return Healths.check(health, folder, balancer).check(server, Healths.IMAGE);
  }

  private static BalancerOpinion said(CheckResult result) {
    return server -> Optional.of(result);
  }

  private static Server gone() throws IOException {
    try (BadServer server = BadServer.saying("")) {
      return server.server();
    }
  }
}
