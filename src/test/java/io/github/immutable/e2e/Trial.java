package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A row of the table as it went: what was said, and the world before and after it. */
record Trial(Row<?> row, World before, Answer answer, World after) {
  private static final Pattern HELP = Pattern.compile("Help:  immutable help ([a-z-]+)");

  /** Makes the mistake and types the command, with its result as JSON too. */
  static <P extends Project> Trial of(Row<P> row, P project) throws Exception {
    row.arrangement().in(project);
    World before = World.of(project);
    List<String> words = new ArrayList<>(row.typed());
    words.addAll(1, List.of("--output", "json"));
    Answer answer = project.types(words);
    return new Trial(row, before, answer, World.of(project));
  }

  void holds() {
    answer.exits(row.exitCode());
    before.isLeftBy(after, row.mayChange());
    assertThat(answer.err() + answer.out()).contains(row.adds());
    String next = row.next();
    if (next == null) {
      assertThat(answer.err() + answer.out()).containsPattern(pattern(row.says()));
    } else {
      isOneMessage(next);
    }
  }

  private void isOneMessage(String next) {
    List<String> said = answer.err().lines().toList();
    List<String> messages = said.stream().filter(line -> line.startsWith("immutable: ")).toList();
    assertThat(messages).as("one message in %s", answer).hasSize(1);
    assertThat(messages.getFirst()).matches(pattern("immutable: " + row.says()));
    assertThat(said.stream().filter(line -> line.startsWith("Next:  ")).toList())
        .as("what to do, in %s", answer)
        .singleElement()
        .asString()
        .contains(next);
    assertThat(said.getLast()).as("the last line of %s", answer).matches(HELP);
    var topic = HELP.matcher(said.getLast());
    assertThat(topic.matches()).isTrue();
    assertThat(Shell.BASE.resolve("docs/troubleshooting/" + topic.group(1) + ".md")).exists();
    assertThat(answer.err()).doesNotContain("\tat ", "Exception");
    JsonNode json = answer.json();
    assertThat(json.at("/exit_code").asInt()).isEqualTo(row.exitCode());
    assertThat("immutable: " + json.at("/headline").asText()).isEqualTo(messages.getFirst());
  }

  /** With … for anything. */
  private static Pattern pattern(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
