package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.doctor.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How findings look on a screen of 80 columns. */
class DoctorTextTest {

  @Test
  void one_line_a_finding_with_what_mends_it_below() {
    assertThat(
            DoctorText.of(
                List.of(
                    Finding.ok("packer", "1.6.6, /usr/bin/packer"),
                    Finding.warning("clock", "a release is from the future", "timedatectl"),
                    Finding.problem("git", 2, "no repository here", "git init")
                        .with(List.of("said by git")),
                    Finding.notChecked("uncommitted", "git comes first"))))
        .isEqualTo(
            """
            ok    packer       1.6.6, /usr/bin/packer
            warn  clock        a release is from the future
                  mend: timedatectl
            FAIL  git          no repository here
                  mend: git init
                    said by git
            -     uncommitted  not checked: git comes first

            a release could not start: 1 problem""");
  }

  @Test
  void long_findings_are_wrapped_between_words_and_commands_never() {
    String command = "cp " + "x".repeat(90) + " y";
    List<String> lines =
        DoctorText.of(List.of(Finding.warning("slot blue", "word ".repeat(40), command)))
            .lines()
            .toList();

    assertThat(lines).contains("      mend: " + command);
    assertThat(lines)
        .filteredOn(line -> line.contains("word"))
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.length() <= 80)
        .allMatch(
            line ->
                line.startsWith("warn  slot blue  word")
                    || line.startsWith(" ".repeat(17) + "word"));
  }

  @Test
  void what_tools_say_moves_no_cursor() {
    Finding said =
        Finding.problem("inventory", 20, "it said \u001b[31mno", "ask")
            .with(List.of("\u001b[2Jred"));
    assertThat(DoctorText.of(List.of(said))).doesNotContain("\u001b");
  }

  @Test
  void without_a_problem_a_release_could_start() {
    assertThat(DoctorText.of(List.of(Finding.warning("clock", "odd", "look"))))
        .endsWith("\na release could start");
    assertThat(
            DoctorText.of(
                List.of(Finding.problem("a", 2, "b", "c"), Finding.problem("d", 3, "e", "f"))))
        .endsWith("\na release could not start: 2 problems");
  }
}
