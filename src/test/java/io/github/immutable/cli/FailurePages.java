package io.github.immutable.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of {@code docs/troubleshooting}. */
final class FailurePages {
  static final Path FOLDER = Path.of("docs/troubleshooting");
  private static final Pattern MESSAGE =
      Pattern.compile("^```text\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private FailurePages() {}

  static List<String> topics() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".md", ""))
          .filter(name -> !name.equals("README"))
          .sorted()
          .toList();
    }
  }

  static String text(String topic) throws IOException {
    return Files.readString(file(topic));
  }

  /** The fenced blocks of text: messages, as they are printed. */
  static List<String> messages(String topic) throws IOException {
    return MESSAGE.matcher(text(topic)).results().map(found -> found.group(1).strip()).toList();
  }

  /** Writes messages where others stand; the page has a pair of fences for each. */
  static void write(String topic, List<String> messages) throws IOException {
    StringBuilder page = new StringBuilder();
    Matcher fenced = MESSAGE.matcher(text(topic));
    List<MatchResult> places = fenced.results().toList();
    int from = 0;
    for (int i = 0; i < places.size() && i < messages.size(); i++) {
      page.append(text(topic), from, places.get(i).start());
      page.append("```text\n").append(messages.get(i)).append("\n```");
      from = places.get(i).end();
    }
    Files.writeString(file(topic), page.append(text(topic).substring(from)));
  }

  private static Path file(String topic) {
    return FOLDER.resolve(topic + ".md");
  }
}
