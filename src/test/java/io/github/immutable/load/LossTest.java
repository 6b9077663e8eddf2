package io.github.immutable.load;

import static io.github.immutable.load.Counting.LIMIT;
import static io.github.immutable.load.Counting.countAt;
import static io.github.immutable.load.Counting.countOf;
import static io.github.immutable.load.Counting.options;
import static io.github.immutable.load.Counting.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.load.Load.Snapshot;
import io.github.immutable.load.PlainServer.Behaviour;
import org.junit.jupiter.api.Test;

/** A count of no losses proves something only if the counter is known to see each kind of loss. */
class LossTest {

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
}
