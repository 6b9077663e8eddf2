package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JVM alone is killed while Terraform applies, be it to make servers or to destroy them.
 * Terraform goes on by itself, and the next command waits for it.
 */
class OutlivingTerraformTest {
  private static final int MOMENTS = 10;
  private static final int ENOUGH = 15;

  /** An apply of this sample takes about that long. */
  private static final Duration APPLY = Duration.ofMillis(1500);

  @RegisterExtension static final Samples SAMPLES = new Samples();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sample web;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static OneAtATime applies;

  private static long began;
  private static int kills;
  private static int outlived;

  @BeforeAll
  static void the_first_release_is_live() {
    began = System.nanoTime();
    web = SAMPLES.project("outliving").quick();
    // as long as it takes a cloud to make a server or to destroy it, in small
    web.checkout
        .edit("terraform/container/server", "^remove\\(\\) \\{\\n", "remove() {\n  sleep 1.2\n")
        .commit("Servers that take their time");
    applies = OneAtATime.watch(web.command, "terraform", "apply");
    web.immutable("release", "v1").exits(0);
  }

  @AfterAll
  static void promise_5_never_two_at_once() {
    System.out.printf(
        "killed in a Terraform apply: %d times at %d moments, Terraform outlived %d of them, %d"
            + " applies in all, never two at once; %d s%n",
        kills,
        2 * MOMENTS,
        outlived,
        applies.started(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    applies.neverTwo();
    assertThat(outlived)
        .as("moments at which Terraform was at work")
        .isGreaterThanOrEqualTo(ENOUGH);
  }

  static IntStream moments() {
    return IntStream.range(0, MOMENTS);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void promise_4_it_is_waited_for_and_nothing_is_left(int moment) {
    Duration later = APPLY.multipliedBy(moment).dividedBy(MOMENTS);

    killedInAnApply(later, "release", "v2");
    killedInAnApply(later, "abort");
    web.immutable("abort").exits(0);

    applies.neverTwo();
    Remains.of(web).areThoseOf("v1");
  }

  private static void killedInAnApply(Duration later, String... words) {
    long before = applies.started();
    int code =
        web.command
            .start(words)
            .when("terraform apply", () -> applies.started() > before)
            .runsFor(later)
            .kill()
            .exitCode();
    assertThat(code).as("exit code of %s", words[0]).isEqualTo(137);
    kills++;
    outlived += applies.running() ? 1 : 0;
  }
}
