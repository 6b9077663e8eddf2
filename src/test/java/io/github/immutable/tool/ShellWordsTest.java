package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown to be typed is what would be run. */
class ShellWordsTest {
  @TempDir private Path folder;

  @Test
  void plain_words_stay_as_they_are() {
    assertThat(ShellWords.typed(List.of("env", "A=b", "/a/b.sh", "switch", "blue")))
        .isEqualTo("env A=b /a/b.sh switch blue");
  }

  @Test
  void a_shell_reads_every_word_as_it_was() throws Exception {
    List<String> words = List.of("it's", "two words", "", "{\"a\": \"$HOME\"}", "*", "a\\b", ";x");

    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + ShellWords.typed(words))
            .directory(folder.toFile())
            .start();

    assertThat(shell.inputReader().lines()).containsExactlyElementsOf(words);
  }
}
