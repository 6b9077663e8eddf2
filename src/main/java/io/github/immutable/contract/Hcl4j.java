package io.github.immutable.contract;

import com.bertramlabs.plugins.hcl4j.HCLParserException;
import com.bertramlabs.plugins.hcl4j.symbols.Symbol;
import java.io.Reader;
import java.io.StringReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax tree of hcl4j, which its lexer makes and its parser keeps to itself. The public parser
 * goes on to evaluate the tree: it fetches the URL of a {@code data "http"}, prints to standard
 * output, loses every line number, and refuses valid expressions such as {@code web.*.id}.
 */
final class Hcl4j {
  private static final Pattern PLACE = Pattern.compile("found on line: (\\d{1,9})");
  private static final Pattern CHARACTER = Pattern.compile("(?s)Illegal character <\\((.*?)\\)");
  private static final int BETWEEN_BLOCKS = 0;

  private static final MethodHandle CREATE;
  private static final MethodHandle READ;
  private static final MethodHandle TREE;
  private static final MethodHandle STATE;

  static {
    try {
      MethodHandles.Lookup inside =
          MethodHandles.privateLookupIn(HCLParserException.class, MethodHandles.lookup());
      Class<?> lexer = inside.findClass(HCLParserException.class.getPackageName() + ".HCLLexer");
      CREATE = inside.findConstructor(lexer, MethodType.methodType(void.class, Reader.class));
      READ = inside.findVirtual(lexer, "yylex", MethodType.methodType(Symbol.class));
      TREE = inside.findGetter(lexer, "elementStack", ArrayList.class);
      STATE = inside.findVirtual(lexer, "yystate", MethodType.methodType(int.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this version of hcl4j has another lexer", e);
    }
  }

  private Hcl4j() {}

  /** The blocks and attributes of a file; the lines of symbols are counted from 0. */
  static List<Symbol> read(String text) throws UnreadableException {
    try {
      Object lexer = CREATE.invoke((Reader) new StringReader(text));
      READ.invoke(lexer);
      if ((int) STATE.invoke(lexer) != BETWEEN_BLOCKS) {
        throw new UnreadableException(0, "the file ends inside a block");
      }
      List<Symbol> symbols = new ArrayList<>();
      for (Object symbol : (ArrayList<?>) TREE.invoke(lexer)) {
        symbols.add((Symbol) symbol);
      }
      return symbols;
    } catch (HCLParserException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    } catch (UnreadableException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UnreadableException(0, "hcl4j failed: " + e);
    }
  }

  private static UnreadableException unreadable(String message) {
    Matcher place = PLACE.matcher(message);
    Matcher character = CHARACTER.matcher(message);
    return new UnreadableException(
        place.find() ? Integer.parseInt(place.group(1)) : 0,
        character.find() ? "unexpected `" + character.group(1).strip() + "`" : message);
  }
}
