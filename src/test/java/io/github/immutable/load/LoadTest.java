package io.github.immutable.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.load.Load.Options;
import io.github.immutable.load.Load.Sighting;
import io.github.immutable.load.Load.Snapshot;
import io.github.immutable.load.PlainServer.Behaviour;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A count of no losses proves something only if the counter is known to see each kind of loss. */
class LoadTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void every_answer_of_a_good_server_is_counted_and_none_is_lost() throws Exception {
    Snapshot count = countOf(PlainServer::well, 200);

    assertThat(count.sent()).isGreaterThanOrEqualTo(200).isEqualTo(count.ok());
    assertThat(count.lost()).isZero();
    assertThat(count.connects()).isEqualTo(4);
    assertThat(count.posts()).isBetween(count.sent() / 4 - 4, count.sent() / 4 + 4);
    assertThat(count.p50Millis()).isPositive().isLessThanOrEqualTo(count.p99Millis());
    assertThat(count.sightings()).extracting(Sighting::tag).containsExactly("v1");
  }

  @Test
  void a_server_error_is_a_loss_and_names_who_answered() throws Exception {
    Behaviour broken = (r, c) -> PlainServer.write(c, 503, "X-Slot: green\r\n", new byte[0]);

    Snapshot count = countOf(broken, 20);

    assertThat(count.lost()).isEqualTo(count.sent());
    assertThat(count.reasons()).containsOnlyKeys("status 503");
    assertThat(count.losses().getFirst().server()).isEqualTo("green");
  }

  @Test
  void an_echo_that_differs_by_one_byte_is_a_loss() throws Exception {
    Behaviour garbling =
        (request, connection) -> {
          if (request.body().length > 0) {
            request.body()[request.body().length / 2] ^= 1;
          }
          return PlainServer.well(request, connection);
        };

    Snapshot count = countOf(garbling, 40);

    assertThat(count.reasons()).containsOnlyKeys("wrong body");
    assertThat(count.lost()).isEqualTo(count.posts());
  }

  @Test
  void a_page_without_the_expected_text_is_a_loss() throws Exception {
    Behaviour elsewhere =
        (r, c) -> PlainServer.write(c, 200, "", "Welcome to nginx!".getBytes(UTF_8));

    assertThat(countOf(elsewhere, 20).reasons()).containsOnlyKeys("wrong body");
  }

  @Test
  void a_kept_connection_closed_under_a_request_is_a_loss_and_is_not_tried_again()
      throws Exception {
    Behaviour closing = (r, c) -> r.numberOnConnection() < 3 && PlainServer.well(r, c);

    Snapshot count = countOf(closing, 60);

    assertThat(count.reasons()).containsOnlyKeys("closed");
    assertThat(count.lost()).isBetween(count.sent() / 3 - 4, count.sent() / 3 + 4);
    assertThat(count.losses()).allSatisfy(loss -> assertThat(loss.answeredBefore()).isEqualTo(2));
  }

  @Test
  void a_reset_is_a_loss() throws Exception {
    Behaviour resetting =
        (request, connection) -> {
          connection.setSoLinger(true, 0);
          return false;
        };

    assertThat(countOf(resetting, 20).reasons()).containsOnlyKeys("reset");
  }

  @Test
  void an_answer_that_ends_in_the_middle_is_a_loss() throws Exception {
    Behaviour cutting =
        (r, c) -> say(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nVersion", false);

    assertThat(countOf(cutting, 20).reasons()).containsOnlyKeys("cut off");
  }

  @Test
  void a_server_that_never_answers_is_a_loss() throws Exception {
    Behaviour silent =
        (request, connection) -> {
          Thread.sleep(LIMIT);
          return false;
        };

    assertThat(countOf(silent, 8).reasons()).containsOnlyKeys("timeout");
  }

  @Test
  void a_server_that_trickles_does_not_live_by_its_single_bytes() throws Exception {
    Behaviour trickling =
        (request, connection) -> {
          say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", true);
          for (int i = 0; i < 1000; i++) {
            say(connection, "v", true);
            Thread.sleep(50);
          }
          return true;
        };

    Snapshot count = countOf(trickling, 8);

    assertThat(count.reasons()).containsOnlyKeys("timeout");
    assertThat(count.losses().getFirst().detail()).isEqualTo("in the middle of an answer");
  }

  @Test
  void a_refused_connection_is_a_loss() throws Exception {
    String url;
    try (PlainServer gone = new PlainServer(PlainServer::well)) {
      url = gone.url();
    }

    assertThat(countAt(options(url), 20).reasons()).containsOnlyKeys("refused");
  }

  @Test
  void an_announced_close_is_no_loss() throws Exception {
    Behaviour parting =
        (request, connection) -> {
          PlainServer.write(connection, 200, "Connection: close\r\n", request.body());
          return false;
        };
    try (PlainServer server = new PlainServer(parting)) {
      Snapshot count = countAt(options(server.url()).withExpected(""), 40);

      assertThat(count.lost()).isZero();
      assertThat(count.connects()).isEqualTo(count.sent());
    }
  }

  @Test
  void chunked_answers_are_read_to_their_end() throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nVers\r\n6\r\nion v1\r\n0\r\n\r\n";
    try (PlainServer server = new PlainServer((r, c) -> say(c, answer, true))) {
      Snapshot count = countAt(options(server.url()).withEcho(""), 40);

      assertThat(count.lost()).isZero();
      assertThat(count.connects()).isEqualTo(4);
      assertThat(count.sightings()).extracting(Sighting::tag).containsExactly("v1");
    }
  }

  @Test
  void answers_on_their_way_are_waited_for_at_the_end() throws Exception {
    Behaviour slow =
        (request, connection) -> {
          Thread.sleep(Duration.ofMillis(300));
          return PlainServer.well(request, connection);
        };
    try (PlainServer server = new PlainServer(slow)) {
      Load load = Load.start(options(server.url()));
      assertThat(load.await(count -> count.sent() >= 4, LIMIT)).isTrue();
      load.close();

      assertThat(load.snapshot().ok()).isEqualTo(load.snapshot().sent());
    }
  }

  @Test
  void who_answered_since_a_moment_is_known() throws Exception {
    AtomicReference<String> live = new AtomicReference<>("blue");
    Behaviour tagged =
        (r, c) -> PlainServer.write(c, 200, "X-Image: " + live.get() + "\r\n", r.body());
    try (PlainServer server = new PlainServer(tagged);
        Load load = Load.start(options(server.url()).withExpected(""))) {
      assertThat(load.await(count -> count.ok() >= 20, LIMIT)).isTrue();
      assertThat(load.snapshot().tagsSince(Instant.EPOCH)).containsExactly("blue");
      live.set("green");
      Instant switched = Instant.now();
      long before = load.snapshot().ok();
      assertThat(load.await(count -> count.ok() >= before + 20, LIMIT)).isTrue();

      assertThat(load.snapshot().tagsSince(Instant.EPOCH)).containsExactly("blue", "green");
      assertThat(load.snapshot().tagsSince(switched)).containsExactly("green");
    }
  }

  @Test
  void what_a_stalled_connection_could_not_send_is_told_and_not_sent_in_a_burst() throws Exception {
    Behaviour stalling =
        (request, connection) -> {
          Thread.sleep(request.numberOnConnection() == 1 ? 1500 : 0);
          return PlainServer.well(request, connection);
        };
    try (PlainServer server = new PlainServer(stalling)) {
      Options patient = options(server.url()).withTimeout(LIMIT);
      Load load = Load.start(patient);
      assertThat(load.await(count -> count.ok() >= 50, LIMIT)).isTrue();
      load.close();

      assertThat(load.snapshot().skipped()).isPositive();
      assertThat(load.snapshot().maxMillis()).isGreaterThan(1400);
    }
  }

  @Test
  void only_plain_http_is_spoken() {
    assertThatThrownBy(() -> Options.of("https://127.0.0.1/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://127.0.0.1/");
  }

  private static Options options(String url) {
    return Options.of(url)
        .withConnections(4)
        .withRate(200)
        .withEcho("/echo")
        .withExpected("Version")
        .withTagPattern("Version (v[0-9]+)")
        .withTimeout(Duration.ofMillis(700));
  }

  private static Snapshot countOf(Behaviour behaviour, int requests) throws Exception {
    try (PlainServer server = new PlainServer(behaviour)) {
      return countAt(options(server.url()), requests);
    }
  }

  private static Snapshot countAt(Options options, int requests) throws Exception {
    Load load = Load.start(options);
    try (load) {
      assertThat(load.await(count -> count.ok() + count.lost() >= requests, LIMIT)).isTrue();
    }
    return load.snapshot();
  }

  private static boolean say(Socket connection, String text, boolean keep) throws IOException {
    connection.getOutputStream().write(text.getBytes(UTF_8));
    return keep;
  }
}
