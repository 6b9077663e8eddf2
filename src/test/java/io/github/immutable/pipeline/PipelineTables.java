package io.github.immutable.pipeline;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of {@code docs/pipeline.md}: what the records say of each key, one row a key. */
public final class PipelineTables {
  private static final String HEADING = "| key | type | default | meaning |";
  private static final String RULE = "|---";

  private PipelineTables() {}

  /**
   * The document with its rows written anew, each where it was.
   *
   * @throws IllegalStateException when a key has no row, or a row no key
   */
  public static String filled(String document) {
    Map<String, String> rows = new LinkedHashMap<>();
    collect(Pipeline.class, "", rows);
    List<String> lines = new ArrayList<>();
    boolean table = false;
    for (String line : document.lines().toList()) {
      table = line.equals(HEADING) || (table && line.startsWith("|"));
      if (table && !line.equals(HEADING) && !line.startsWith(RULE)) {
        lines.add(row(line, rows));
      } else {
        lines.add(line);
      }
    }
    if (!rows.isEmpty()) {
      throw new IllegalStateException(
          "docs/pipeline.md lacks rows: put `| `KEY` |` where each belongs: " + rows.keySet());
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(String line, Map<String, String> rows) {
    String key = line.split("`", -1)[1];
    String row = rows.remove(key);
    if (row == null) {
      throw new IllegalStateException("docs/pipeline.md has a row for no key: " + key);
    }
    return row;
  }

  private static void collect(Class<?> section, String above, Map<String, String> rows) {
    for (Key key : Key.of(section)) {
      String name = above + key.name();
      if (key.section().isPresent()) {
        collect(key.section().get(), name + ".", rows);
      } else {
        String example = key.about().example();
        rows.put(
            name,
            "| `%s` | %s | %s | %s%s |"
                .formatted(
                    name,
                    type(key.type()),
                    fallback(key),
                    key.about().value(),
                    example.isEmpty() ? "" : " Example: `" + example + "`"));
      }
    }
  }

  private static String fallback(Key key) {
    if (key.required()) {
      return "required";
    }
    return key.fallback() == null ? "none" : "`" + key.fallback() + "`";
  }

  private static String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return (generic.getRawType() == List.class ? "list of " : "map of ") + type(last);
    }
    Class<?> single = (Class<?>) type;
    return switch (single.getSimpleName()) {
      case "String" -> "text";
      case "int", "Integer" -> "whole number";
      case "boolean" -> "true or false";
      case "Duration" -> "duration";
      case "URI" -> "URL";
      case "Path" -> "path";
      case "Object" -> "any value";
      default -> "word";
    };
  }
}
