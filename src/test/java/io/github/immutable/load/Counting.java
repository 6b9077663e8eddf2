package io.github.immutable.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load.Options;
import io.github.immutable.load.Load.Snapshot;
import io.github.immutable.load.PlainServer.Behaviour;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** A short load on a server that behaves as a test wants it. */
final class Counting {
  static final Duration LIMIT = Duration.ofSeconds(20);

  private Counting() {}

  static Options options(String url) {
    return Options.of(url)
        .withConnections(4)
        .withRate(200)
        .withEcho("/echo")
        .withExpected("Version")
        .withTagPattern("Version (v[0-9]+)")
        .withTimeout(Duration.ofMillis(700));
  }

  static Snapshot countOf(Behaviour behaviour, int requests) throws Exception {
    try (PlainServer server = new PlainServer(behaviour)) {
      return countAt(options(server.url()), requests);
    }
  }

  static Snapshot countAt(Options options, int requests) throws Exception {
    Load load = Load.start(options);
    try (load) {
      assertThat(load.await(count -> count.ok() + count.lost() >= requests, LIMIT)).isTrue();
    }
    return load.snapshot();
  }

  static boolean say(Socket connection, String text, boolean keep) throws IOException {
    connection.getOutputStream().write(text.getBytes(UTF_8));
    return keep;
  }
}
