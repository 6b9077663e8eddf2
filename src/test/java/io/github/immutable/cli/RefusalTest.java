package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.pipeline.Mistake;
import io.github.immutable.pipeline.PipelineException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a pipeline file, however much is wrong with it. */
class RefusalTest {
  @Test
  void one_mistake_is_the_message() {
    Refusal refusal = of(1);

    assertThat(refusal.message()).isEqualTo("pipelines/local.yml:1:3: expected a path");
    assertThat(refusal.lines()).isEmpty();
    assertThat(refusal.remedy())
        .isEqualTo("correct pipelines/local.yml, then run the same command again");
  }

  @Test
  void several_are_counted_and_told_one_a_line() {
    Refusal refusal = of(2);

    assertThat(refusal.message()).isEqualTo("pipelines/local.yml has 2 mistakes");
    assertThat(refusal.lines())
        .containsExactly(
            "pipelines/local.yml:1:3: expected a path", "pipelines/local.yml:2:3: expected a path");
  }

  @Test
  void a_screen_is_not_flooded() {
    Refusal refusal = of(1000);

    assertThat(refusal.message()).isEqualTo("pipelines/local.yml has 1000 mistakes");
    assertThat(refusal.lines()).hasSize(21).endsWith("and 980 more");
  }

  private static Refusal of(int mistakes) {
    List<Mistake> all =
        IntStream.rangeClosed(1, mistakes)
            .mapToObj(line -> new Mistake("pipelines/local.yml", line, 3, "expected a path", null))
            .toList();
    return Refusal.of(new PipelineException(all));
  }
}
