package io.github.immutable.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Packer's older JSON template, as the blocks that it would be in HCL. */
final class LegacyTemplate {
  private final String file;

  private LegacyTemplate(String file) {
    this.file = file;
  }

  /** The file as one block. */
  static Block read(String file, String text) throws UnreadableException {
    Value.Fields template = JsonText.object(text);
    LegacyTemplate legacy = new LegacyTemplate(file);
    List<Block> blocks = new ArrayList<>(legacy.variables(template));
    legacy
        .elements(template, "builders", "source")
        .map(source -> legacy.labelled(source, text(source.attribute("name")).orElse("")))
        .forEach(blocks::add);
    List<Block> steps =
        Stream.concat(
                legacy.elements(template, "provisioners", "provisioner"),
                legacy.elements(template, "post-processors", "post-processor"))
            .toList();
    int line = template.attributes().values().stream().mapToInt(Attribute::line).min().orElse(1);
    blocks.add(new Block(file, line, "build", List.of(), List.of(), steps));
    return new Block(file, 1, "", List.of(), List.of(), blocks);
  }

  // A variable that is null has to be given.
  private List<Block> variables(Value.Fields template) {
    Attribute variables = template.attributes().get("variables");
    if (variables == null || !(variables.value() instanceof Value.Fields fields)) {
      return List.of();
    }
    List<String> sensitive =
        Optional.ofNullable(template.attributes().get("sensitive-variables")).stream()
            .flatMap(names -> Value.texts(names.value()))
            .toList();
    return fields.attributes().values().stream()
        .map(
            variable ->
                new Block(
                    file,
                    variable.line(),
                    "variable",
                    List.of(variable.name()),
                    attributes(variable, sensitive.contains(variable.name())),
                    List.of()))
        .toList();
  }

  private static List<Attribute> attributes(Attribute variable, boolean sensitive) {
    List<Attribute> attributes = new ArrayList<>();
    if (!(variable.value() instanceof Value.Nothing)) {
      attributes.add(new Attribute("default", variable.value(), variable.line()));
    }
    if (sensitive) {
      attributes.add(new Attribute("sensitive", new Value.Flag(true), variable.line()));
    }
    return attributes;
  }

  private Stream<Block> elements(Value.Fields template, String name, String type) {
    Attribute list = template.attributes().get(name);
    return list == null ? Stream.empty() : elements(list.value(), list.line(), type);
  }

  // Post-processors may be lists in the list, and a text is a type without settings.
  private Stream<Block> elements(Value value, int line, String type) {
    return switch (value) {
      case Value.Items items -> items.values().stream().flatMap(item -> elements(item, line, type));
      case Value.Fields fields -> {
        List<Attribute> attributes = List.copyOf(fields.attributes().values());
        Optional<Attribute> kind = Optional.ofNullable(fields.attributes().get("type"));
        yield Stream.of(
            new Block(
                file,
                attributes.stream().mapToInt(Attribute::line).min().orElse(line),
                type,
                List.of(text(kind).orElse("")),
                attributes,
                List.of()));
      }
      case Value.Text text ->
          Stream.of(new Block(file, line, type, List.of(text.text()), List.of(), List.of()));
      default -> Stream.empty();
    };
  }

  private Block labelled(Block source, String name) {
    return new Block(
        file,
        source.line(),
        source.type(),
        List.of(source.label(0), name),
        source.attributes(),
        source.blocks());
  }

  private static Optional<String> text(Optional<Attribute> attribute) {
    return attribute
        .map(Attribute::value)
        .filter(Value.Text.class::isInstance)
        .map(value -> ((Value.Text) value).text());
  }
}
