package io.github.immutable.servers;

import static io.github.immutable.servers.BadServer.write;
import static io.github.immutable.servers.CheckResult.Verdict.HEALTHY;
import static io.github.immutable.servers.CheckResult.Verdict.UNHEALTHY;
import static io.github.immutable.servers.CheckResult.Verdict.WRONG_IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.pipeline.Health;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One check of one server that answers as badly as a real one might. */
@Timeout(30)
class HealthCheckTest {
  private static final Duration MUCH_LATER = Healths.TIMEOUT.multipliedBy(5);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @TempDir Path folder;

  @Test
  void a_server_that_proves_its_image_is_healthy() throws Exception {
    assertThat(answer("{\"image\": \"" + Healths.IMAGE + "\"}").verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void promise_2_a_server_that_runs_another_image_is_not_however_green_its_page() throws Exception {
    CheckResult result = answer("{\"status\": \"UP\", \"image\": \"other-1\"}");

    assertThat(result.verdict()).isEqualTo(WRONG_IMAGE);
    assertThat(result.what()).contains("other-1").contains(Healths.IMAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "<html>welcome</html>",
        "{\"image\": \"abcdef012345-1\"",
        "{\"image\": \"abcdef012345-1\"} and more",
        "{\"image\": \"other-1\", \"image\": \"abcdef012345-1\"}",
        "{\"image\": null}",
        "{\"image\": \"\"}",
        "{\"image\": {\"id\": \"abcdef012345-1\"}}",
        "{\"data\": {\"image\": \"abcdef012345-1\"}}",
      })
  void promise_2_an_answer_that_proves_nothing_is_unhealthy(String body) throws Exception {
    assertThat(answer(body).verdict()).isEqualTo(UNHEALTHY);
  }

  @ParameterizedTest
  @CsvSource({
    "204 No Content, UNHEALTHY",
    "302 Found, UNHEALTHY",
    "404 Not Found, UNHEALTHY",
    "500 Error, UNHEALTHY",
    "503 Later, UNHEALTHY",
    "299 Odd, HEALTHY",
  })
  void the_status_counts_and_a_redirect_is_not_followed(String status, String verdict)
      throws Exception {
    String body = status.startsWith("204") ? "" : "{\"image\":\"" + Healths.IMAGE + "\"}";
    try (BadServer elsewhere = BadServer.saying(body);
        BadServer server =
            new BadServer(
                (connection, out) ->
                    write(
                        out,
                        "HTTP/1.1 %s\r\nLocation: http://%s/\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(
                                status, elsewhere.server().endpoint(), body.length(), body)))) {
      assertThat(check(server.server()).verdict()).hasToString(verdict);
      assertThat(elsewhere.connections).hasValue(0);
    }
  }

  @Test
  void a_server_that_drips_is_unhealthy_at_the_timeout() throws Exception {
    thenUnhealthyInTime((connection, out) -> drip(out, OK + "Content-Length: 9999\r\n\r\n"));
    thenUnhealthyInTime((connection, out) -> drip(out, OK + "X-Slow: "));
  }

  @Test
  void a_body_without_end_is_unhealthy() throws Exception {
    thenUnhealthyInTime(
        (connection, out) -> {
          write(out, OK + "\r\n");
          while (true) {
            write(out, "x".repeat(10_000));
          }
        });
  }

  @Test
  void silence_and_a_closed_connection_are_unhealthy() throws Exception {
    thenUnhealthyInTime((connection, out) -> {});
    thenUnhealthyInTime((connection, out) -> out.close());
    thenUnhealthyInTime(
        (connection, out) -> {
          write(out, OK + "Content-Length: 50\r\n\r\n{\"image\"");
          out.close();
        });
    thenUnhealthyInTime((connection, out) -> write(out, "SSH-2.0-OpenSSH_9.2\r\n".repeat(20)));
  }

  @Test
  void a_refused_connection_is_unhealthy() throws Exception {
    Server gone;
    try (BadServer server = BadServer.saying("")) {
      gone = server.server();
    }
    assertThat(check(gone).verdict()).isEqualTo(UNHEALTHY);
    assertThat(with(new Health.Tcp(null), null).check(gone, Healths.IMAGE).what())
        .startsWith("port " + gone.port() + ": ");
  }

  @Test
  void an_open_port_is_healthy_where_that_is_asked_for() throws Exception {
    try (BadServer server = BadServer.saying("")) {
      assertThat(with(new Health.Tcp(null), null).check(server.server(), Healths.IMAGE).verdict())
          .isEqualTo(HEALTHY);
      Server elsewhere = new Server("web", "127.0.0.1", 1, null);
      assertThat(
              with(new Health.Tcp(server.server().port()), null)
                  .check(elsewhere, Healths.IMAGE)
                  .verdict())
          .isEqualTo(HEALTHY);
    }
  }

  @Test
  void a_command_is_told_the_server_and_the_image_without_a_shell() throws Exception {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "test \"$1 $IMAGE_ID $SERVER_NAME $SERVER_ADDRESS $SERVER_PORT\""
                + " = \"abcdef012345-1 abcdef012345-1 web-80 127.0.0.1 80\"",
            "sh",
            "${image.id}");

    assertThat(with(null, command).check(Healths.server(80), Healths.IMAGE).verdict())
        .isEqualTo(HEALTHY);
  }

  @Test
  void a_command_that_fails_hangs_or_is_missing_is_unhealthy() throws Exception {
    assertThat(command("sh", "-c", "echo it is down >&2; exit 3"))
        .isEqualTo(CheckResult.unhealthy("the command exited 3: it is down"));
    assertThat(command("sleep", "300").what()).contains("did not end within");
    assertThat(command("no-such-check").what()).contains("no-such-check is not installed");
  }

  private CheckResult command(String... words) throws InterruptedException {
    return with(null, List.of(words)).check(Healths.server(80), Healths.IMAGE);
  }

  private HealthCheck with(Health.@Nullable Tcp tcp, @Nullable List<String> command) {
    return Healths.check(Healths.of(null, tcp, command, 1, Duration.ofSeconds(1)), folder);
  }

  private CheckResult answer(String body) throws Exception {
    try (BadServer server = BadServer.saying(body)) {
      return check(server.server());
    }
  }

  private CheckResult check(Server server) throws InterruptedException {
    return Healths.check(Healths.http(1, Duration.ofSeconds(1)), folder)
        .check(server, Healths.IMAGE);
  }

  private void thenUnhealthyInTime(BadServer.Behaviour behaviour) throws Exception {
    try (BadServer server = new BadServer(behaviour)) {
      long started = System.nanoTime();
      assertThat(check(server.server()).verdict()).isEqualTo(UNHEALTHY);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(MUCH_LATER);
    }
  }

  private static void drip(OutputStream out, String start) throws IOException {
    write(out, start);
    while (true) {
      write(out, "x");
      LockSupport.parkNanos(20_000_000);
    }
  }
}
