package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as badly as a real one might. */
class HttpProbeTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ServerSocket socket;

  @BeforeEach
  void listen() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  @Test
  void an_answer_is_read_whole_and_its_connection_kept() throws Exception {
    serve(out -> say(out, "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 2\r\n\r\nok"));

    try (HttpProbe probe = connect()) {
      HttpProbe.Answer answer = get(probe, PATIENCE);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).asString().isEqualTo("ok");
      assertThat(answer.header("X-a")).contains("1, 2");
      assertThat(answer.kept()).isTrue();
      assertThat(probe.isOpen()).isTrue();
    }
  }

  @Test
  void a_redirect_is_an_answer_and_close_closes() throws Exception {
    String head = "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /other\r\n\r\n";
    serve(out -> say(out, head));

    try (HttpProbe probe = connect()) {
      HttpProbe.Answer answer = probe.exchange("HEAD", "/", Map.of(), PATIENCE);
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.kept()).isFalse();
      assertThat(probe.isOpen()).isFalse();
    }
  }

  @Test
  void silence_ends_at_the_deadline() throws Exception {
    serve(out -> {});
    thenLate();
  }

  @Test
  void headers_that_drip_end_at_the_deadline() throws Exception {
    serve(out -> drip(out, "HTTP/1.1 200 OK\r\nX-A: "));
    thenLate();
  }

  @Test
  void a_body_that_drips_ends_at_the_deadline() throws Exception {
    serve(out -> drip(out, "HTTP/1.1 200 OK\r\n\r\n"));
    thenLate();
  }

  @Test
  void a_body_without_end_is_a_failure() throws Exception {
    serve(
        out -> {
          say(out, "HTTP/1.1 200 OK\r\n\r\n");
          byte[] chunk = new byte[1 << 16];
          while (true) {
            out.write(chunk);
          }
        });

    try (HttpProbe probe = connect()) {
      assertThatThrownBy(() -> get(probe, PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("longer than 1048576 bytes");
      assertThat(probe.isOpen()).isFalse();
    }
  }

  @Test
  void what_is_not_http_is_a_failure() throws Exception {
    serve(out -> say(out, "SSH-2.0-OpenSSH_9.2\r\n".repeat(20)));

    try (HttpProbe probe = connect()) {
      assertThatThrownBy(() -> get(probe, PATIENCE)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void nobody_there_is_a_failure_that_says_where() throws Exception {
    URI address = address();
    socket.close();

    assertThatThrownBy(() -> HttpProbe.connect(address, PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(address.getAuthority());
  }

  @Test
  void a_tls_handshake_that_never_comes_ends_at_the_deadline() throws Exception {
    serve(out -> {});
    URI address = URI.create("https://" + address().getAuthority());

    assertThatThrownBy(() -> HttpProbe.connect(address, SOON))
        .isInstanceOf(SocketTimeoutException.class);
  }

  private void thenLate() throws IOException {
    try (HttpProbe probe = connect()) {
      assertThatThrownBy(() -> get(probe, SOON))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("within 300 ms");
      assertThat(probe.isOpen()).isFalse();
    }
  }

  private interface Behaviour {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  /** Answers the first connection without reading it, and leaves it open until the client goes. */
  private void serve(Behaviour behaviour) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket connection = socket.accept()) {
                behaviour.answer(connection.getOutputStream());
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // The client has gone.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void drip(OutputStream out, String start)
      throws IOException, InterruptedException {
    say(out, start);
    while (true) {
      out.write('x');
      Thread.sleep(20);
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  private HttpProbe connect() throws IOException {
    return HttpProbe.connect(address(), PATIENCE);
  }

  private static HttpProbe.Answer get(HttpProbe probe, Duration within) throws IOException {
    return probe.exchange("GET", "/", Map.of(), within);
  }
}
