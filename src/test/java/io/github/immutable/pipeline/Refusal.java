package io.github.immutable.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is said when something is refused. */
final class Refusal {
  private Refusal() {}

  static String of(ThrowingCallable act) {
    Throwable thrown = catchThrowable(act);
    assertThat(thrown).isInstanceOf(PipelineException.class);
    return String.valueOf(thrown.getMessage());
  }

  static String remedy(ThrowingCallable act) {
    return catchThrowableOfType(PipelineException.class, act).remedy();
  }

  static void ofMaybe(ThrowingCallable act) {
    Throwable thrown = catchThrowable(act);
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(PipelineException.class);
    }
  }
}
