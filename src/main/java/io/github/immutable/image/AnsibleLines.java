package io.github.immutable.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Ansible's default callback says of failed tasks, line by line, for templates that do not ask
 * for files of results. A line is {@code fatal: [HOST]: FAILED! => JSON}, or {@code failed: [HOST]
 * (item=ITEM) => JSON} in a loop, below the headings of its play and task.
 */
final class AnsibleLines {
  private static final Pattern HEADING =
      Pattern.compile("(?<kind>PLAY|TASK|RUNNING HANDLER) \\[(?<name>.*)] \\*+");
  private static final Pattern FAILED =
      Pattern.compile(
          "(?:fatal|failed): \\[(?<host>[^\\]]*?)(?: -> [^\\]]*)?](?:: [A-Z]+!| \\(item=.*?\\)) => (?<result>\\{.*})");
  private static final String IGNORED = "...ignoring";

  private final List<FailedTask> failed = new ArrayList<>();
  private String play = "";
  private String task = "";

  /** A line as Ansible printed it, with its escapes. */
  void follow(String line) {
    Matcher heading = HEADING.matcher(line);
    Matcher failure = FAILED.matcher(line);
    if (heading.matches()) {
      if (heading.group("kind").equals("PLAY")) {
        play = heading.group("name");
      } else {
        task = heading.group("name");
      }
    } else if (failure.matches()) {
      failed.add(
          new FailedTask(
              play,
              task,
              failure.group("host"),
              TaskMessage.of("failed", failure.group("result")),
              "",
              0));
    } else if (line.equals(IGNORED) && !failed.isEmpty()) {
      failed.removeLast();
    }
  }

  /** Those that were not ignored, in order. */
  List<FailedTask> failed() {
    return List.copyOf(failed);
  }
}
