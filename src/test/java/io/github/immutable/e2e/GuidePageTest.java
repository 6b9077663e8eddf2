package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is not true is found out, and by its line. */
class GuidePageTest {
  @TempDir private Path folder;

  @Test
  void a_page_that_is_true_has_nothing_to_be_told_of() {
    assertThat(
            followed(
                """
                # A page
                ```sh
                echo 'first (12 s)'
                cat <<'EOF'
                second
                EOF
                ```
                Then:
                ```text
                first (3.4 s)
                […]
                second
                ```
                ```console
                $ never typed
                ```
                """))
        .isEmpty();
  }

  @Test
  void a_command_that_fails_is_named_by_its_line_and_nothing_after_it_is_run() {
    assertThat(
            followed(
                """
                # A page
                ```sh
                echo one
                ls /nowhere
                echo two
                ```
                ```text
                one
                two
                ```
                """))
        .containsExactly(
            "page.md:4: the command there failed",
            "page.md:9: not printed, or not in this place: two");
  }

  @Test
  void a_line_that_is_not_printed_is_named() {
    assertThat(followed("# A page\n```sh\necho one\n```\n```text\ntwo\n```\n"))
        .containsExactly("page.md:6: not printed, or not in this place: two");
  }

  @Test
  void lines_in_another_order_are_named() {
    assertThat(followed("# A page\n```sh\necho one; echo two\n```\n```text\ntwo\none\n```\n"))
        .containsExactly("page.md:7: not printed, or not in this place: one");
  }

  @Test
  void what_one_block_prints_does_not_count_for_another() {
    assertThat(
            followed(
                "# A page\n```sh\necho one\n```\n```text\none\n```\n```sh\necho two\n```\n```text\none\n```\n"))
        .containsExactly("page.md:12: not printed, or not in this place: one");
  }

  @Test
  void a_folder_or_a_variable_of_one_block_is_there_in_the_next() {
    assertThat(
            followed(
                "# A page\n```sh\nmkdir there; cd there; x=5\n```\n```sh\necho ${PWD##*/} $x\n```\n```text\nthere 5\n```\n"))
        .isEmpty();
  }

  private List<String> followed(String text) {
    GuidePage page = new GuidePage("page.md", text.lines().toList());
    return page.disagreements(
        new GuideRun(folder, folder, Map.of()).printed(page.script(Map.of())));
  }
}
