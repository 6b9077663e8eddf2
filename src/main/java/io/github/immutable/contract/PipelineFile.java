package io.github.immutable.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where keys stand in the pipeline file.
 *
 * @param name relative to the project
 */
record PipelineFile(String name, List<String> lines) {

  static PipelineFile of(Path project, Path file) {
    String name = file.startsWith(project) ? project.relativize(file).toString() : file.toString();
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return new PipelineFile(name, text.lines().toList());
    } catch (IOException e) {
      return new PipelineFile(name, List.of());
    }
  }

  /** The first line that sets this key, counted from 1; 0 when there is none. */
  int line(String key) {
    Pattern setting = Pattern.compile("(?:^|[\\s{,\"'])" + Pattern.quote(key) + "[\"']?\\s*:");
    for (int line = 1; line <= lines.size(); line++) {
      String uncommented = lines.get(line - 1).replaceFirst("#.*", "");
      if (setting.matcher(uncommented).find()) {
        return line;
      }
    }
    return 0;
  }
}
