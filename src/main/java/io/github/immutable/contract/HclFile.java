package io.github.immutable.contract;

import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.ComputedObject;
import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.ComputedTuple;
import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.ForConditional;
import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.ForSource;
import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.Operator;
import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.StringInterpolatedExpression;
import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.Variable;
import com.bertramlabs.plugins.hcl4j.RuntimeSymbols.VariableTree;
import com.bertramlabs.plugins.hcl4j.symbols.HCLArray;
import com.bertramlabs.plugins.hcl4j.symbols.HCLAttribute;
import com.bertramlabs.plugins.hcl4j.symbols.HCLBlock;
import com.bertramlabs.plugins.hcl4j.symbols.HCLMap;
import com.bertramlabs.plugins.hcl4j.symbols.HCLValue;
import com.bertramlabs.plugins.hcl4j.symbols.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file in HCL's own syntax, from hcl4j's tree to {@link Block}s. */
final class HclFile {
  private final String file;

  private HclFile(String file) {
    this.file = file;
  }

  /** The file as one block. */
  static Block read(String file, String text) throws UnreadableException {
    List<Symbol> symbols = Hcl4j.read(text);
    SeenBlocks.check(text, symbols);
    return new HclFile(file).block(1, "", List.of(), symbols);
  }

  private Block block(int line, String type, List<String> labels, List<Symbol> children) {
    List<Attribute> attributes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (Symbol child : children) {
      if (child instanceof HCLBlock block && !block.blockNames.isEmpty()) {
        List<String> names = block.blockNames;
        blocks.add(
            block(
                line(block),
                names.getFirst(),
                names.subList(1, names.size()),
                block.getChildren()));
      } else if (child instanceof HCLAttribute) {
        attributes.add(attribute(child));
      }
    }
    return new Block(file, line, type, labels, attributes, blocks);
  }

  private static Attribute attribute(Symbol symbol) {
    String name = symbol.getName() == null ? "" : symbol.getName();
    return new Attribute(name, value(symbol.getChildren()), line(symbol));
  }

  // More than one symbol is an operation.
  private static Value value(List<Symbol> symbols) {
    return symbols.size() == 1 ? value(symbols.getFirst()) : new Value.Other();
  }

  private static Value value(Symbol symbol) {
    return switch (symbol) {
      case HCLValue literal -> literal(literal);
      case HCLBlock object -> fields(object.getChildren());
      case HCLMap object -> fields(object.getChildren());
      case HCLArray array ->
          new Value.Items(array.getChildren().stream().map(HclFile::value).toList());
      case ComputedTuple list -> each(list.getChildren());
      case ComputedObject object
          when object.getChildren().stream().noneMatch(HCLArray.class::isInstance) ->
          new Value.Keyed();
      case VariableTree tree -> reference(tree.getChildren());
      case StringInterpolatedExpression text -> template(text.getChildren());
      default -> new Value.Other();
    };
  }

  private static Value literal(HCLValue literal) {
    return switch (literal.type) {
      case "string", "number" -> new Value.Text(String.valueOf(literal.value));
      case "null" -> new Value.Nothing();
      case "boolean" -> new Value.Flag("true".equals(literal.value));
      default -> new Value.Other();
    };
  }

  private static Value fields(List<Symbol> children) {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    for (Symbol child : children) {
      if (child instanceof HCLAttribute) {
        Attribute field = attribute(child);
        fields.put(field.name(), field);
      }
    }
    return new Value.Fields(fields);
  }

  private static Value reference(List<Symbol> children) {
    return children.stream().allMatch(Variable.class::isInstance)
        ? new Value.Reference(children.stream().map(Symbol::getName).toList())
        : new Value.Other();
  }

  // What it goes over, a mark, what each becomes, and perhaps a condition; with an index behind it,
  // or an operation in it, there is more.
  private static Value each(List<Symbol> children) {
    List<Symbol> behind =
        children.stream()
            .dropWhile(child -> !(child instanceof ForSource))
            .skip(1)
            .filter(child -> !(child instanceof ForConditional))
            .toList();
    return behind.size() == 1 ? new Value.Each(value(behind.getFirst())) : new Value.Other();
  }

  // hcl4j writes "a${b}" as the sum of "a" and an inner expression, which holds b alone.
  private static Value template(List<Symbol> children) {
    if (children.size() <= 1) {
      return value(children);
    }
    boolean sum = children.getFirst() instanceof HCLValue value && value.type.equals("string");
    return sum
        ? Value.join(
            children.stream()
                .filter(child -> !(child instanceof Operator))
                .map(HclFile::value)
                .toList())
        : new Value.Other();
  }

  private static int line(Symbol symbol) {
    return symbol.getLine() == null ? 0 : symbol.getLine() + 1;
  }
}
