package io.github.immutable.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a Packer template's expressions come to, where that is plain: texts, variables, locals and
 * the template's own folder.
 *
 * @param set variables that the pipeline sets; a placeholder in them is left as it is written
 */
record Scope(Configuration template, Path checkout, Map<String, String> set) {
  private static final int DEEPEST = 16;

  /** The text, empty when only Packer can tell. */
  Optional<String> text(Value value) {
    return text(value, 0);
  }

  private Optional<String> text(Value value, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    return switch (value) {
      case Value.Text text -> Optional.of(text.text()).filter(plain -> !plain.contains("{{"));
      case Value.Template template -> joined(template, depth);
      case Value.Reference reference when reference.path().size() == 2 ->
          named(reference.path().get(0), reference.path().get(1), depth);
      default -> Optional.empty();
    };
  }

  private Optional<String> joined(Value.Template template, int depth) {
    StringBuilder whole = new StringBuilder();
    for (Value part : template.parts()) {
      Optional<String> text = text(part, depth + 1);
      if (text.isEmpty()) {
        return text;
      }
      whole.append(text.get());
    }
    return Optional.of(whole.toString());
  }

  private Optional<String> named(String kind, String name, int depth) {
    return switch (kind) {
      case "var" ->
          set.containsKey(name)
              ? Optional.ofNullable(set.get(name))
              : template
                  .block("variable", name)
                  .filter(variable -> !template.assigned().containsKey(name))
                  .flatMap(variable -> variable.attribute("default"))
                  .flatMap(attribute -> text(attribute.value(), depth + 1));
      case "local" ->
          template
              .blocks("locals")
              .flatMap(locals -> locals.attribute(name).stream())
              .findFirst()
              .flatMap(attribute -> text(attribute.value(), depth + 1));
      case "path" -> folder(name);
      default -> Optional.empty();
    };
  }

  // Packer runs in the checkout.
  private Optional<String> folder(String name) {
    return switch (name) {
      case "cwd" -> Optional.of(checkout.toString());
      case "root" -> Optional.of(root().toString());
      default -> Optional.empty();
    };
  }

  private Path root() {
    Path place = checkout.resolve(template.place()).normalize();
    Path parent = place.getParent();
    return Files.isDirectory(place) || parent == null ? place : parent;
  }
}
