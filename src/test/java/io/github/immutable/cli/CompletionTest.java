package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash and zsh themselves make of the completion script. */
class CompletionTest {
  /** Bash calls the function with these set when somebody presses the tabulator key. */
  private static final String IN_BASH =
      """
      compopt() { :; } # which bash has only while a key is pressed
      source "$1"
      COMP_LINE=$2
      read -ra COMP_WORDS <<<"$2"
      [[ $2 != *' ' ]] || COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _complete_immutable
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  /** A zsh of its own, in a terminal, in which a line and the tabulator key are typed. */
  private static final String IN_ZSH =
      """
      zmodload zsh/zpty
      zpty shell 'PS1= RPS1= exec zsh -f -i'
      zpty -w shell "unsetopt zle_bracketed_paste; autoload -U compinit && compinit -u; source '$1'; echo lo''aded"
      zpty -r shell seen '*loaded*'
      zpty -w -n shell "$2"$'\\t'
      zpty -r shell seen "*$3*" && echo "$3"
      zpty -d shell
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @BeforeEach
  void a_project_with_tags() throws Exception {
    SampleProject.committed(folder.resolve("shop"));
    Files.createFile(folder.resolve("shop/pipelines/production.yml"));
  }

  @ParameterizedTest(name = "immutable {0}")
  @CsvSource({
    "rel, release",
    "r, release resume rollback retire",
    "'traffic ', check print-config start",
    "traffic s, start",
    "release --work, --working-tree",
    "release v, v1",
    "'rollback ', v1",
    "'status -o ', text json",
    "status --output j, json",
    "'release v1 --pipeline ', local production",
    "release -p pr, production",
    "'init --target ', 'aws container digitalocean'",
    "'completion ', bash zsh",
    "help rel, ''"
  })
  void bash_completes(String typed, String completed) throws Exception {
    List<String> words =
        shell("bash", "--norc", "-c", IN_BASH, "bash", script("bash"), line(typed));

    assertThat(words).containsExactlyInAnyOrder(completed.split(" ", -1));
  }

  @ParameterizedTest(name = "immutable {0}")
  @CsvSource({
    "rel, immutable release",
    "traffic s, immutable traffic start",
    "release --work, immutable release --working-tree",
    "release v, immutable release v1",
    "release -p pr, immutable release -p production",
    "status -o j, immutable status -o json"
  })
  void zsh_completes(String typed, String completed) throws Exception {
    List<String> seen =
        shell("zsh", "-f", "-c", IN_ZSH, "zsh", script("zsh"), line(typed), completed);

    assertThat(seen).contains(completed);
  }

  @Test
  void where_no_project_is_nothing_is_said() throws Exception {
    Files.move(folder.resolve("shop"), folder.resolve("gone"));
    Files.createDirectory(folder.resolve("shop"));

    for (String typed : new String[] {"release ", "release v1 -p "}) {
      assertThat(shell("bash", "--norc", "-c", IN_BASH, "bash", script("bash"), line(typed)))
          .containsExactly("");
    }
  }

  private static String line(String typed) {
    return "immutable " + typed;
  }

  private String script(String name) throws IOException {
    Run run = Run.of("completion", name);
    assertThat(run.exitCode()).isZero();
    return Files.writeString(folder.resolve("completion." + name), run.out()).toString();
  }

  private List<String> shell(String... command) throws IOException, InterruptedException {
    Path seen = folder.resolve("seen");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.resolve("shop").toFile())
            .redirectOutput(seen.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(ended).as(Arrays.toString(command) + ": " + Files.readString(seen)).isTrue();
    return Files.readAllLines(seen);
  }
}
