package io.github.immutable.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the files of a {@link Configuration}; one that cannot be read is a warning. */
final class ConfigurationReader {
  /** hcl4j's time grows with the square: 107 000 took it 0.7 s and 269 000 took 2.5 s. */
  private static final int MOST_CHARACTERS = 200_000;

  /**
   * For the same reason, and sooner where they are nested: 20 000 in 40 000 characters took 3 s.
   */
  private static final int MOST_TEMPLATES = 3_000;

  private static final Pattern TEMPLATE = Pattern.compile("[$%]\\{");

  final List<Block> files = new ArrayList<>();
  final List<Breach> unread = new ArrayList<>();
  final List<String> texts = new ArrayList<>();
  final Map<String, Value> assigned = new HashMap<>();

  private final Dialect dialect;
  private final Path base;

  ConfigurationReader(Dialect dialect, Path base) {
    this.dialect = dialect;
    this.base = base;
  }

  /** A folder's files, without its subfolders, or one file. */
  void read(Path root) {
    if (Files.isRegularFile(root)) {
      configuration(root);
    } else if (Files.isDirectory(root)) {
      try (Stream<Path> entries = Files.list(root)) {
        entries.filter(Files::isRegularFile).sorted().forEach(this::file);
      } catch (IOException e) {
        unread.add(unread(root, 0, e.toString()));
      }
    }
  }

  private void file(Path file) {
    if (dialect.isConfiguration(name(file))) {
      configuration(file);
    } else if (dialect.isValues(name(file))) {
      text(file)
          .flatMap(text -> parsed(file, text))
          .ifPresent(
              values -> values.attributes().forEach(one -> assigned.put(one.name(), one.value())));
    }
  }

  private void configuration(Path file) {
    Optional<String> text = text(file);
    text.ifPresent(texts::add);
    text.flatMap(some -> parsed(file, some)).ifPresent(files::add);
  }

  private Optional<String> text(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      unread.add(unread(file, 0, e.toString()));
      return Optional.empty();
    }
  }

  private Optional<Block> parsed(Path file, String text) {
    try {
      return Optional.of(parse(file, text));
    } catch (UnreadableException e) {
      unread.add(unread(file, e.line(), String.valueOf(e.getMessage())));
    } catch (StackOverflowError e) {
      unread.add(unread(file, 0, "it is nested too deeply"));
    }
    return Optional.empty();
  }

  private Block parse(Path file, String text) throws UnreadableException {
    if (text.length() > MOST_CHARACTERS) {
      throw new UnreadableException(0, "it has more than " + MOST_CHARACTERS + " characters");
    }
    if (TEMPLATE.matcher(text).results().count() > MOST_TEMPLATES) {
      throw new UnreadableException(0, "it has more than " + MOST_TEMPLATES + " templates ${…}");
    }
    String name = name(file);
    if (!dialect.isConfiguration(name) && !dialect.isValues(name)) {
      return LegacyTemplate.read(relative(file), text);
    }
    return name.endsWith(".json")
        ? JsonFile.read(relative(file), text)
        : HclFile.read(relative(file), text);
  }

  private Breach unread(Path file, int line, String why) {
    return Breach.unread(
        relative(file),
        line,
        "this file could not be read in advance: " + why,
        "nothing, if `" + dialect.judge + "` accepts it; what it lacks is then found later");
  }

  private String relative(Path file) {
    return base.relativize(file).toString();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
