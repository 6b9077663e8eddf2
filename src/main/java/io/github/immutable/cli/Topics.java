package io.github.immutable.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of {@code docs/troubleshooting}, which the jar has too, as text for a terminal. */
final class Topics {
  private static final Pattern INDEXED =
      Pattern.compile("^- \\[(.+)]\\(([a-z-]+)\\.md\\)", Pattern.MULTILINE);
  private static final Pattern PAGE_LINK = Pattern.compile("\\[([^\\]]+)]\\(([a-z-]+)\\.md\\)");
  private static final Pattern OTHER_LINK =
      Pattern.compile("\\[([^\\]]+)]\\((?:\\.\\./)+([^)]+)\\)");
  private static final Pattern NAME = Pattern.compile("[a-z-]+");

  private Topics() {}

  /** What one sees, by topic, in the order of the index. */
  static Map<String, String> index() {
    Map<String, String> index = new LinkedHashMap<>();
    Matcher entry = INDEXED.matcher(read("README").orElse(""));
    while (entry.find()) {
      index.put(entry.group(2), entry.group(1));
    }
    return index;
  }

  /** The page of a topic. */
  static Optional<String> page(String topic) {
    return NAME.matcher(topic).matches() ? read(topic).map(Topics::plain) : Optional.empty();
  }

  private static Optional<String> read(String name) {
    try (InputStream page = Topics.class.getResourceAsStream("/troubleshooting/" + name + ".md")) {
      return page == null
          ? Optional.empty()
          : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String plain(String markdown) {
    StringBuilder text = new StringBuilder();
    boolean fenced = false;
    for (String line : markdown.lines().toList()) {
      if (line.strip().startsWith("```")) {
        fenced = !fenced;
      } else {
        text.append(fenced ? "    " + line : prose(line)).append(System.lineSeparator());
      }
    }
    return text.toString().stripTrailing();
  }

  private static String prose(String line) {
    String linked = PAGE_LINK.matcher(line).replaceAll("$1 (immutable help $2)");
    return OTHER_LINK.matcher(linked).replaceAll("$1 (docs/$2)").replaceFirst("^#+ ", "");
  }
}
