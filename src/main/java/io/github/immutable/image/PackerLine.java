package io.github.immutable.image;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of {@code packer build -machine-readable}: {@code EPOCH,TARGET,TYPE,DATA…}.
 *
 * @param target the build it is about; empty for progress
 * @param data as written, but with commas put back
 */
record PackerLine(String target, String type, List<String> data) {
  private static final Pattern EPOCH = Pattern.compile("\\d+");
  private static final int FIELDS_BEFORE_DATA = 3;

  PackerLine {
    data = List.copyOf(data);
  }

  /** Empty for lines of another form, such as those that plugins print by themselves. */
  static Optional<PackerLine> parse(String line) {
    List<String> fields = Arrays.asList(line.split(",", -1));
    if (fields.size() < FIELDS_BEFORE_DATA || !EPOCH.matcher(fields.get(0)).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new PackerLine(
            fields.get(1),
            fields.get(2),
            fields.stream()
                .skip(FIELDS_BEFORE_DATA)
                .map(field -> field.replace("%!(PACKER_COMMA)", ","))
                .toList()));
  }

  /**
   * Whether it is {@code ui} of one of these kinds: {@code say}, {@code message}, {@code error}.
   */
  boolean isFor(String... kinds) {
    return type.equals("ui") && data.size() > 1 && Arrays.asList(kinds).contains(data.get(0));
  }

  /**
   * What is meant for people, line by line. Packer does not escape backslashes, so one before an n
   * cannot be told from a line feed: for showing, not for reading values.
   */
  List<String> text() {
    return data.get(data.size() - 1)
        .replace("\\r", "")
        .replace("\\n", "\n")
        .lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isBlank())
        .toList();
  }
}
