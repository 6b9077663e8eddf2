package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** What a server answered, byte for byte, to the question how it is and what it runs. */
final class HealthTarget implements Consumer<byte[]> {
  private static final String PROOF = "(?s).*\"image\"\\s*:\\s*\"" + Healths.IMAGE + "\".*";

  private final ServerSocket socket;
  private volatile byte[] answer = {};

  HealthTarget(Path folder) throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @Override
  public void accept(byte[] input) {
    answer = input;
    CheckResult result;
    URI origin = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    try (HttpProbe probe = HttpProbe.connect(origin, Duration.ofSeconds(4))) {
      HttpProbe.Answer got = probe.exchange("GET", "/health", Map.of(), Duration.ofSeconds(4));
      result = new ExpectedAnswer(Healths.ANSWER, Map.of("image.id", Healths.IMAGE)).judge(got);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("an answer that ended was waited for", e);
    } catch (IOException e) {
      return;
    }
    if (result.passed()) {
      String text = new String(input, StandardCharsets.ISO_8859_1);
      assertThat(text).containsPattern("HTTP/\\S+\\s+2\\d\\d").matches(PROOF);
    }
  }

  private void serve() {
    try {
      while (true) {
        answer(socket.accept());
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      for (int blank = 0; blank < 2; ) {
        int read = in.read();
        blank = read == '\n' ? blank + 1 : read == '\r' ? blank : 0;
        if (read < 0) {
          return;
        }
      }
      OutputStream out = connection.getOutputStream();
      out.write(answer);
    } catch (IOException e) {
      // the probe has read enough
    }
  }
}
