package io.github.immutable.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"250ms,250", "1s,1000", "90s,90000", "2m,120000", "1h,3600000", "1h30m,5400000"})
  void a_duration_is_read(String text, long milliseconds) {
    assertThat(DurationText.parse(text)).contains(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", "1 s", "-1s", "1.5s", "30m1h", "1d", "9000h", "1S", "٣s"})
  void anything_else_is_none(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "250ms", "1m30s", "8760h", "1h1m1s1ms"})
  void a_duration_is_written_as_it_is_read(String text) {
    assertThat(DurationText.parse(text).map(DurationText::of)).contains(text);
  }
}
