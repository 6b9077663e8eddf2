package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActTest {
  private final Thread thread = Thread.currentThread();

  @AfterEach
  void nobody_is_asked_to_stop_any_more() {
    boolean unused = Thread.interrupted();
  }

  @Test
  void between_acts_a_request_is_heard_at_once() {
    assertThat(Act.stop(thread)).isEmpty();
    assertThat(thread.isInterrupted()).isTrue();
  }

  @Test
  void in_an_act_the_first_request_is_heard_at_its_end() throws Exception {
    Act act = Act.begin("apply");
    assertThat(Act.stop(thread)).contains("apply");
    assertThat(thread.isInterrupted()).isFalse();

    act.end();

    assertThat(thread.isInterrupted()).isTrue();
  }

  @Test
  void in_an_act_the_second_request_is_heard_at_once() throws Exception {
    Act act = Act.begin("apply");
    try {
      assertThat(Act.stop(thread)).contains("apply");
      assertThat(Act.stop(thread)).isEmpty();
      assertThat(thread.isInterrupted()).isTrue();
    } finally {
      act.end();
    }
  }

  @Test
  void nothing_is_begun_for_somebody_who_was_asked_to_stop() throws Exception {
    thread.interrupt();
    assertThatThrownBy(() -> Act.begin("apply")).isInstanceOf(InterruptedException.class);

    Act.begin("the next").end();
  }

  @Test
  void an_act_within_another_is_part_of_it() throws Exception {
    Act outer = Act.begin("the switch");
    Act inner = Act.begin("apply");
    assertThat(Act.stop(thread)).contains("the switch");
    inner.end();
    assertThat(thread.isInterrupted()).isFalse();

    outer.end();

    assertThat(thread.isInterrupted()).isTrue();
  }
}
