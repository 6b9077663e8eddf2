package io.github.immutable.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an attribute is set to, as far as it can be told without evaluating anything. */
sealed interface Value {

  /** A literal text or number. */
  record Text(String text) implements Value {}

  /** {@code true} or {@code false}. */
  record Flag(boolean set) implements Value {}

  /** {@code null}. */
  record Nothing() implements Value {}

  /** {@code var.image} as {@code [var, image]}. */
  record Reference(List<String> path) implements Value {}

  /** {@code "${path.root}/site.yml"}: what it is put together from. */
  record Template(List<Value> parts) implements Value {}

  /** {@code [a, b]}. */
  record Items(List<Value> values) implements Value {}

  /** <code>{ a = 1 }</code>. */
  record Fields(Map<String, Attribute> attributes) implements Value {}

  /** {@code [for … : of]}. */
  record Each(Value of) implements Value {}

  /** <code>{ for … }</code>, whose keys are not looked into. */
  record Keyed() implements Value {}

  /** An expression that is not looked into. */
  record Other() implements Value {}

  /** Every literal text in it. */
  static Stream<String> texts(Value value) {
    return switch (value) {
      case Text text -> Stream.of(text.text());
      case Template template -> template.parts().stream().flatMap(Value::texts);
      case Items items -> items.values().stream().flatMap(Value::texts);
      case Fields fields ->
          fields.attributes().values().stream().flatMap(field -> texts(field.value()));
      case Each each -> texts(each.of());
      case Keyed keyed -> Stream.empty();
      case Flag flag -> Stream.empty();
      case Nothing nothing -> Stream.empty();
      case Reference reference -> Stream.empty();
      case Other other -> Stream.empty();
    };
  }

  /** The parts as one value: what is empty is left out, and a single part stands for itself. */
  static Value join(List<Value> parts) {
    List<Value> some = parts.stream().filter(part -> !part.equals(new Text(""))).toList();
    return switch (some.size()) {
      case 0 -> new Text("");
      case 1 -> some.getFirst();
      default -> new Template(some);
    };
  }
}
