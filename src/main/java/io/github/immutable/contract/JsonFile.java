package io.github.immutable.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * HCL in JSON syntax ({@code .tf.json}, {@code .pkr.json}): objects in objects, one for the type
 * and one for each label. How many labels a type has is not in the file.
 */
final class JsonFile {
  private static final Map<String, Integer> LABELS =
      Map.ofEntries(
          Map.entry("variable", 1),
          Map.entry("output", 1),
          Map.entry("data", 2),
          Map.entry("resource", 2),
          Map.entry("source", 2),
          Map.entry("provisioner", 1),
          Map.entry("post-processor", 1),
          Map.entry("post-processors", 0),
          Map.entry("terraform", 0),
          Map.entry("backend", 1),
          Map.entry("cloud", 0),
          Map.entry("workspaces", 0),
          Map.entry("locals", 0),
          Map.entry("build", 0));

  private final String file;

  private JsonFile(String file) {
    this.file = file;
  }

  /** The file as one block. */
  static Block read(String file, String text) throws UnreadableException {
    return new JsonFile(file).block(1, "", List.of(), JsonText.object(text));
  }

  private Block block(int line, String type, List<String> labels, Value.Fields body) {
    List<Attribute> attributes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (Attribute field : body.attributes().values()) {
      Integer wanted = LABELS.get(field.name());
      if (wanted == null) {
        attributes.add(field);
      } else {
        descend(field, field.name(), List.of(), wanted, blocks);
      }
    }
    return new Block(file, line, type, labels, attributes, blocks);
  }

  private void descend(
      Attribute at, String type, List<String> labels, int missing, List<Block> into) {
    switch (at.value()) {
      case Value.Items items ->
          items
              .values()
              .forEach(
                  item ->
                      descend(
                          new Attribute(at.name(), item, at.line()), type, labels, missing, into));
      case Value.Fields body when missing == 0 -> into.add(block(at.line(), type, labels, body));
      case Value.Fields body ->
          body.attributes()
              .values()
              .forEach(
                  field -> {
                    List<String> more = new ArrayList<>(labels);
                    more.add(field.name());
                    descend(field, type, more, missing - 1, into);
                  });
      default -> {}
    }
  }
}
