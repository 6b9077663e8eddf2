package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.ReleaseRecordBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code immutable history} for people. */
class HistoryTextTest {
  private static final Instant STARTED = Instant.parse("2026-11-21T11:47:07Z");

  @Test
  void a_screen_of_80_columns_is_wide_enough() {
    String text =
        HistoryText.of(
            "local",
            List.of(
                ended("local-12", ReleaseRecord.State.COMPLETED, 0, "v1.24.3 is live"),
                ended(
                    "local-11",
                    ReleaseRecord.State.FAILED,
                    10,
                    "failed in verify: 2 of 2 servers not healthy within 15 s")));

    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(text.lines().toList().getFirst())
        .isEqualTo("RELEASE   KIND     VERSION  STARTED           TOOK       HOW IT ENDED");
    assertThat(text).contains("  went live").contains("  exit 10: failed in");
    assertThat(text.replaceAll("\\s+", " ")).contains("servers not healthy within 15 s");
  }

  private static ReleaseRecord ended(
      String id, ReleaseRecord.State state, int exitCode, String message) {
    return ReleaseRecordBuilder.builder(SampleProject.unfinishedRelease())
        .id(id)
        .version("v1.24.3")
        .startedAt(STARTED)
        .endedAt(STARTED.plusSeconds(125))
        .state(state)
        .exitCode(exitCode)
        .message(message)
        .build();
  }
}
