package io.github.immutable.load;

import static io.github.immutable.load.Counting.countOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.immutable.load.Load.Snapshot;
import org.junit.jupiter.api.Test;

/** The demo judges by this report, and prints its sentence. */
class ReportTest {

  @Test
  void the_json_says_what_was_counted_whatever_the_servers_answered() throws Exception {
    byte[] page = "say \"no\"\\\r\n\u0001".getBytes(UTF_8);
    Snapshot count = countOf((r, c) -> PlainServer.write(c, 503, "X-Slot: green\r\n", page), 20);

    JsonNode json = new ObjectMapper().readTree(Report.json(count));

    assertThat(json.at("/sent").asLong()).isEqualTo(count.sent());
    assertThat(json.at("/lost").asLong()).isEqualTo(count.lost()).isPositive();
    assertThat(json.at("/reasons/status 503").asLong()).isEqualTo(count.lost());
    assertThat(json.at("/losses/0/detail").asText()).isEqualTo(new String(page, UTF_8));
    assertThat(json.at("/losses/0/server").asText()).isEqualTo("green");
  }

  @Test
  void the_sentence_says_how_many_were_lost_and_why() throws Exception {
    Snapshot count = countOf((r, c) -> PlainServer.write(c, 503, "", new byte[0]), 20);

    assertThat(Report.sentence(count))
        .contains("0 answered, " + count.lost() + " lost {status 503=" + count.lost() + "}");
  }

  @Test
  void who_answered_is_in_the_json() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Report.json(countOf(PlainServer::well, 20)));

    assertThat(json.at("/tags/0/tag").asText()).isEqualTo("v1");
    assertThat(json.at("/tags/0/answers").asLong()).isPositive();
  }
}
