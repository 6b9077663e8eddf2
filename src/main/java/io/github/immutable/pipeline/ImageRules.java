package io.github.immutable.pipeline;

import java.nio.file.Path;
import java.util.List;

/** What the image section must hold to. The files themselves are looked for in the commit. */
final class ImageRules {
  private ImageRules() {}

  static void check(Values values) {
    if (values.text("image.template").isPresent()
        && values.isList("image.inputs")
        && !covered(values)) {
      values.findings().mistake("image.inputs", uncovered(values));
    }
    if (!values.elements("image.base").isEmpty()) {
      CommandRules.check("image.base", values);
    }
    values.elements("image.prepare").forEach(command -> CommandRules.check(command, values));
    variables(values);
  }

  /** Either of the two may be the one that is mistyped, so both are named. */
  private static String uncovered(Values values) {
    String template = values.text("image.template").orElse("");
    List<String> inputs =
        values.elements("image.inputs").stream()
            .flatMap(input -> values.text(input).stream())
            .toList();
    String nearest = Nearest.to(template, inputs);
    return "expected image.template, \"%s\", among the inputs%s: without it a changed template would find the old image"
        .formatted(template, nearest == null ? "" : ", whose nearest is \"%s\"".formatted(nearest));
  }

  private static boolean covered(Values values) {
    Path template = Path.of(values.text("image.template").orElse("")).normalize();
    return values.elements("image.inputs").stream()
        .map(place -> Path.of(values.text(place).orElse("")).normalize())
        .anyMatch(input -> input.equals(Path.of("")) || template.startsWith(input));
  }

  private static void variables(Values values) {
    PlaceholderRules.check("image.variables", Placeholders.IMAGE_VARIABLES, values);
    values.texts(
        "image.variables",
        (place, text) -> {
          if (Placeholders.in(text).contains("base.id")
              && values.isList("image.base")
              && values.elements("image.base").isEmpty()) {
            values.findings().mistake(place, "${base.id} needs image.base");
          }
          if (place.equals("image.variables.image_id") && !text.equals("${image.id}")) {
            values.findings().mistake(place, "image_id is given by the tool and is no other value");
          }
        });
  }
}
