package io.github.immutable.contract;

import io.github.immutable.pipeline.RootWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether the output with the servers says where they answer, as far as it is written out: as a
 * list, as what becomes of each of something, as a local value, or as whole resources.
 *
 * @param pipelineFile what messages call it
 */
record ListedServers(Configuration root, RootWords words, String slot, String pipelineFile) {
  private static final int DEEPEST = 8;
  private static final String TEXT = "is one text and not a list of servers";
  private static final String OBJECT = "is an object and not a list of servers";

  /** What no resource that is a server has among its attributes, whichever cloud's it is. */
  private static final Set<String> OF_NO_RESOURCE = Set.of("address", "port");

  /** The first mistake of the output; empty where there is none, or none that can be seen. */
  Optional<Breach> check() {
    return root.block("output", name())
        .flatMap(output -> output.attribute("value"))
        .flatMap(value -> check(value.value(), value, 0));
  }

  private String name() {
    return words.output("servers", slot);
  }

  private Optional<Breach> check(Value value, Attribute at, int depth) {
    return switch (value) {
      case Value.Reference reference when depth < DEEPEST -> of(reference.path(), at, depth);
      case Value.Each each -> lacks(each.of()).map(lacking -> breach(at, lacking));
      case Value.Items items ->
          items.values().stream()
              .flatMap(server -> lacks(server).stream())
              .findFirst()
              .map(lacking -> breach(at, lacking));
      case Value.Text text -> Optional.of(breach(at, TEXT));
      case Value.Template text -> Optional.of(breach(at, TEXT));
      case Value.Fields fields -> Optional.of(breach(at, OBJECT));
      case Value.Keyed keyed -> Optional.of(breach(at, OBJECT));
      default -> Optional.empty();
    };
  }

  private Optional<Breach> of(List<String> path, Attribute at, int depth) {
    if (path.size() != 2) {
      return Optional.empty();
    }
    if (path.getFirst().equals("local")) {
      List<Attribute> set =
          root.blocks("locals").flatMap(some -> some.attribute(path.get(1)).stream()).toList();
      return set.size() == 1 ? check(set.getFirst().value(), at, depth + 1) : Optional.empty();
    }
    return Hazards.servers(root)
        .filter(server -> server.labels().equals(path))
        .findFirst()
        .flatMap(
            server -> {
              boolean list = server.attribute("count").isPresent();
              return list
                  ? without(OF_NO_RESOURCE::contains, List.of()).map(lacking -> breach(at, lacking))
                  : Optional.of(breach(at, OBJECT));
            });
  }

  /** What one server of the list lacks; empty when nothing, or when it cannot be seen. */
  private Optional<String> lacks(Value server) {
    return switch (server) {
      case Value.Fields fields -> {
        List<String> has = List.copyOf(fields.attributes().keySet());
        yield without(field -> !has.contains(field), has);
      }
      case Value.Text text -> ofTexts();
      case Value.Template text -> ofTexts();
      default -> Optional.empty();
    };
  }

  /** A list of addresses will do, by a root's own words that say the port. */
  private Optional<String> ofTexts() {
    return words.outputs().isEmpty()
        ? Optional.of("lists texts, and not each server's name, address and port")
        : without(field -> field.equals(words.output("port", slot)), List.of());
  }

  private Optional<String> without(Predicate<String> lacking, List<String> has) {
    List<String> without = new ArrayList<>();
    Stream<String> wanted =
        words.outputs().isEmpty()
            ? Stream.of("name", "address", "port")
            : Stream.of("address", "port");
    wanted
        .map(field -> words.output(field, slot))
        .filter(field -> !field.matches("[0-9]+"))
        .filter(lacking)
        .forEach(without::add);
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "lists servers without "
                + quoted(without)
                + (has.isEmpty() ? "" : ", but with " + quoted(has)));
  }

  private static String quoted(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  private Breach breach(Attribute at, String what) {
    String file = root.block("output", name()).map(Block::file).orElse(root.place());
    return Breach.problem(
        file,
        at.line(),
        "the output `" + name() + "` " + what + ", so nothing tells where they answer",
        List.of(),
        "return a list with each server's name, address and port, or say under servers.outputs in "
            + pipelineFile
            + " what they are called");
  }
}
