package io.github.immutable.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reference pipeline and the reference of its keys are held to the records. */
class ReferenceTest {
  @Test
  void the_reference_pipeline_loads() throws Exception {
    Pipeline pipeline = PipelineLoader.load(Path.of("pipelines/local.yml"));

    assertThat(pipeline.name()).isEqualTo("local");
    assertThat(pipeline.application()).isEqualTo("web");
    assertThat(pipeline.health().proof()).isEqualTo(Health.Proof.ANSWER);
  }

  @Test
  void every_key_is_documented_with_its_default() throws Exception {
    String documentation = Files.readString(Path.of("docs/pipeline.md"));

    for (String row : rows(Pipeline.class, "")) {
      assertThat(documentation.lines().filter(line -> line.startsWith(row)))
          .as("the row that begins with %s", row)
          .hasSize(1);
    }
  }

  @Test
  void every_placeholder_is_documented() throws Exception {
    String documentation = Files.readString(Path.of("docs/pipeline.md"));

    for (Set<String> known : List.of(Placeholders.IMAGE_VARIABLES, Placeholders.HEALTH)) {
      known.forEach(name -> assertThat(documentation).contains("`${" + name + "}`"));
    }
  }

  private static List<String> rows(Class<?> section, String above) {
    List<String> rows = new ArrayList<>();
    for (Key key : Key.of(section)) {
      String name = above + key.name();
      if (key.type() instanceof Class<?> inner && inner.isRecord()) {
        rows.addAll(rows(inner, name + "."));
      } else {
        rows.add("| `%s` | %s | %s |".formatted(name, type(key.type()), fallback(key)));
      }
    }
    return rows;
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
