package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.tool.OtherJvm;
import io.github.immutable.tool.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real second process, for a lock within one proves nothing. */
@Timeout(60)
class HoldTest {
  @TempDir Path folder;
  private Path file;

  /** Takes the hold, says how that went, and keeps it until it is killed. */
  static final class TakesIt {
    private TakesIt() {}

    public static void main(String[] arguments) throws Exception {
      try {
        Hold hold = Hold.take(Path.of(arguments[0]), "the other process");
        System.out.println("taken");
        System.in.transferTo(System.out);
        hold.close();
      } catch (Hold.HeldException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @BeforeEach
  void file() {
    file = folder.resolve("home/local.hold");
  }

  @Test
  void promise_5_a_second_process_is_refused_and_told_who_holds() throws Exception {
    try (Hold hold = take("release, ann@host")) {
      assertThat(hold).isNotNull();
      assertThat(otherProcess()).isEqualTo("held by release, ann@host");
    }
    assertThat(otherProcess()).isEqualTo("taken");
  }

  @Test
  void promise_5_what_a_killed_process_held_is_free() throws Exception {
    try (OtherJvm other = new OtherJvm(TakesIt.class, file.toString())) {
      assertThat(other.line()).isEqualTo("taken");
      assertThat(refusal()).contains("held by the other process");
      other.kill();
      Waiting.until("its hold has ended", () -> refusal().isEmpty());
    }
  }

  @Test
  void promise_5_a_second_take_in_one_process_is_refused_and_changes_nothing() throws Exception {
    try (Hold hold = take("release")) {
      assertThat(hold).isNotNull();
      assertThat(refusal()).contains("held by release");
      assertThat(otherProcess()).isEqualTo("held by release");
    }
    assertThat(refusal()).isEmpty();
  }

  @Test
  void promise_5_who_only_looks_learns_the_holder_and_takes_nothing_away() throws Exception {
    assertThat(Hold.holder(file)).isEmpty();
    try (Hold hold = take("release")) {
      assertThat(hold).isNotNull();
      assertThat(Hold.holder(file)).contains("release");
      assertThat(otherProcess()).isEqualTo("held by release");
    }
    assertThat(Hold.holder(file)).isEmpty();
    try (OtherJvm other = new OtherJvm(TakesIt.class, file.toString())) {
      assertThat(other.line()).isEqualTo("taken");
      assertThat(Hold.holder(file)).contains("the other process");
    }
  }

  @Test
  void pipelines_do_not_hold_one_another() throws Exception {
    try (Hold one = take("release");
        Hold other = Hold.take(folder.resolve("home/production.hold"), "release")) {
      assertThat(one).isNotSameAs(other);
    }
  }

  @Test
  void a_shorter_name_of_the_holder_leaves_nothing_of_the_longer() throws Exception {
    take("a rather long name").close();
    take("short").close();

    assertThat(file).hasContent("short");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws Exception {
    Path inTheWay = Files.createFile(folder.resolve("file"));
    LedgerException refused =
        catchThrowableOfType(
            LedgerException.class, () -> Hold.take(inTheWay.resolve("local.hold"), "release"));

    assertThat(refused).hasMessageContaining(inTheWay.toString());
    assertThat(refused.remedy()).contains("permissions");
  }

  private Hold take(String holder) throws Exception {
    return Hold.take(file, holder);
  }

  /** Why it cannot be taken; empty when it could. */
  private Optional<String> refusal() throws LedgerException {
    try {
      Hold.take(file, "a look").close();
      return Optional.empty();
    } catch (Hold.HeldException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private String otherProcess() throws Exception {
    try (OtherJvm other = new OtherJvm(TakesIt.class, file.toString())) {
      return other.line();
    }
  }
}
