package io.github.immutable.load;

import static io.github.immutable.load.Counting.LIMIT;
import static io.github.immutable.load.Counting.countAt;
import static io.github.immutable.load.Counting.countOf;
import static io.github.immutable.load.Counting.options;
import static io.github.immutable.load.Counting.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.load.Load.Options;
import io.github.immutable.load.Load.Sighting;
import io.github.immutable.load.Load.Snapshot;
import io.github.immutable.load.PlainServer.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What no loss is must not be counted as one, or nobody would believe the count. */
class LoadTest {

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
}
