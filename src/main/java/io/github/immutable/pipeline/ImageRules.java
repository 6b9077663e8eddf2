package io.github.immutable.pipeline;

import java.nio.file.Path;

/** What the image section must hold to. The files themselves are looked for in the commit. */
final class ImageRules {
  private ImageRules() {}

  static void check(Values values) {
    if (values.text("image.template").isPresent()
        && values.isList("image.inputs")
        && !covered(values)) {
      values
          .findings()
          .mistake(
              "image.inputs",
              "expected image.template among the inputs: without it a changed template would find"
                  + " the old image",
              values.elements("image.inputs").stream()
                  .flatMap(input -> values.text(input).stream())
                  .toList(),
              values.text("image.template").orElse(""));
    }
    if (!values.elements("image.base").isEmpty()) {
      CommandRules.check("image.base", values);
    }
    values.elements("image.prepare").forEach(command -> CommandRules.check(command, values));
    variables(values);
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
