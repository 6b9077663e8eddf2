package io.github.immutable.contract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A block of HCL, such as {@code source "docker" "web"} with what is in its braces; a whole file is
 * one without a type.
 *
 * @param file relative to the project
 * @param line counted from 1, where the block begins
 */
record Block(
    String file,
    int line,
    String type,
    List<String> labels,
    List<Attribute> attributes,
    List<Block> blocks) {

  Block {
    labels = List.copyOf(labels);
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /** The label at that place, empty when there are fewer. */
  String label(int index) {
    return index < labels.size() ? labels.get(index) : "";
  }

  boolean is(String wantedType, String firstLabel) {
    return type.equals(wantedType) && label(0).equals(firstLabel);
  }

  Optional<Attribute> attribute(String name) {
    return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
  }

  /** The blocks of that type directly in this one. */
  Stream<Block> blocks(String wantedType) {
    return blocks.stream().filter(block -> block.type().equals(wantedType));
  }

  /** The attributes of this block and of all that is in it, those of objects too. */
  Stream<Attribute> everyAttribute() {
    return all().flatMap(block -> block.attributes().stream()).flatMap(Block::withFields);
  }

  private static Stream<Attribute> withFields(Attribute attribute) {
    return attribute.value() instanceof Value.Fields fields
        ? Stream.concat(
            Stream.of(attribute), fields.attributes().values().stream().flatMap(Block::withFields))
        : Stream.of(attribute);
  }

  /** This block and all that are in it, at any depth. */
  Stream<Block> all() {
    return Stream.concat(Stream.of(this), blocks.stream().flatMap(Block::all));
  }
}
