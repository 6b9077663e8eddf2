package io.github.immutable.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a Packer template or of a Terraform root, as far as they can be read here.
 *
 * @param place the file or folder that was named, relative to the project
 * @param files those that were read
 * @param unread a warning for each that was not
 * @param texts of all files, read or not
 * @param assigned the variables that files of values set, and to what
 */
record Configuration(
    Dialect dialect,
    String place,
    List<Block> files,
    List<Breach> unread,
    List<String> texts,
    Map<String, Value> assigned) {

  /** Reads a folder, or a file by itself: Packer takes either. */
  static Configuration read(Dialect dialect, Path base, String place) {
    ConfigurationReader reader = new ConfigurationReader(dialect, base);
    reader.read(base.resolve(place).normalize());
    return new Configuration(
        dialect, place, reader.files, reader.unread, reader.texts, reader.assigned);
  }

  /** The blocks of that type that are in no other block. */
  Stream<Block> blocks(String type) {
    return files.stream().flatMap(file -> file.blocks(type));
  }

  Optional<Block> block(String type, String label) {
    return blocks(type).filter(block -> block.is(type, label)).findFirst();
  }

  /** The names of all declared variables. */
  List<String> variables() {
    return blocks("variable").map(variable -> variable.label(0)).toList();
  }

  /** The names of the variables that the files call sensitive. */
  Set<String> sensitive() {
    return blocks("variable")
        .filter(
            variable ->
                variable
                    .attribute("sensitive")
                    .filter(mark -> mark.value().equals(new Value.Flag(true)))
                    .isPresent())
        .map(variable -> variable.label(0))
        .collect(Collectors.toSet());
  }

  /** What the files themselves set those to, as far as it is written there literally. */
  List<String> sensitiveValues() {
    Set<String> names = sensitive();
    Stream<Value> defaults =
        blocks("variable")
            .filter(variable -> names.contains(variable.label(0)))
            .flatMap(variable -> variable.attribute("default").stream())
            .map(Attribute::value);
    Stream<Value> set =
        assigned.entrySet().stream()
            .filter(variable -> names.contains(variable.getKey()))
            .map(Map.Entry::getValue);
    return Stream.concat(defaults, set).flatMap(Value::texts).toList();
  }

  /** Whether all was read, so that what was not found is missing. */
  boolean complete() {
    return unread.isEmpty();
  }

  boolean isEmpty() {
    return files.isEmpty() && unread.isEmpty();
  }

  /** Whether a variable is used somewhere, were it in a comment. */
  boolean mentions(String variable) {
    String name = Pattern.quote(variable) + "\\b";
    Pattern use = Pattern.compile("\\bvar\\." + name + "|\\buser\\s*[`\\\\\"']+" + name);
    return texts.stream().anyMatch(text -> use.matcher(text).find());
  }

  /** Whether it is Packer's older JSON, in which lines of HCL have no place. */
  boolean isLegacy() {
    return dialect == Dialect.PACKER
        && files.stream().anyMatch(file -> !dialect.isConfiguration(file.file()));
  }

  /** The lines that declare a variable. */
  List<String> declaration(String name, String type) {
    return isLegacy()
        ? List.of("\"" + name + "\": null")
        : List.of("variable \"" + name + "\" {", "  type = " + type, "}");
  }

  /**
   * Where a block of that type would be looked for: the file with the first one, else the first.
   */
  String home(String type) {
    return blocks(type)
        .map(Block::file)
        .findFirst()
        .or(
            () ->
                Optional.of(files).filter(some -> some.size() > 0).map(some -> some.get(0).file()))
        .orElse(place);
  }
}
