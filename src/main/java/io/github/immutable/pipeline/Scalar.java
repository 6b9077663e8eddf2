package io.github.immutable.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One single value as the JSON that a record's component is made of. */
final class Scalar {
  private static final int LONGEST_SHOWN = 40;

  private Scalar() {}

  /** Null when the node does not fit, which is then told. */
  static @Nullable JsonNode bind(Type type, Limits limits, Node node, Findings findings) {
    Range range = limits.range();
    if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
      return unexpected(Expected.of(type, range), node, findings);
    }
    String text = scalar.getValue();
    JsonNode bound;
    if (type == boolean.class) {
      bound = scalar.getTag().equals(Tag.BOOL) ? bool(text) : null;
    } else if (type == int.class || type == Integer.class) {
      bound = scalar.getTag().equals(Tag.INT) ? within(range, text) : null;
    } else if (type == Duration.class) {
      bound = duration(range, text);
    } else if (type == URI.class) {
      bound = uri(text);
    } else if (type instanceof Class<?> choices && choices.isEnum()) {
      bound = Expected.choices(choices).contains(text) ? TextNode.valueOf(text) : null;
    } else if (type == Path.class) {
      bound = path(text);
    } else {
      return text(type, limits, scalar, findings);
    }
    return bound == null ? unexpected(Expected.of(type, range), node, findings) : bound;
  }

  /** Tells what was expected instead of a node; always null. */
  static @Nullable JsonNode unexpected(String expected, Node node, Findings findings) {
    String found =
        switch (node) {
          case MappingNode mapping -> "names and values";
          case SequenceNode sequence -> "a list";
          case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
          case ScalarNode scalar -> shown(scalar.getValue());
          default -> "something else";
        };
    String nearest =
        node instanceof ScalarNode scalar && expected.startsWith("one of ")
            ? Nearest.to(scalar.getValue(), List.of(expected.substring(7).split(", ")))
            : null;
    findings.mistake(node.getStartMark(), "expected " + expected + ", found " + found, nearest);
    return null;
  }

  private static @Nullable JsonNode text(
      Type type, Limits limits, ScalarNode scalar, Findings findings) {
    String text = scalar.getValue();
    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    if (plain && CoreSchema.ambiguous(text)) {
      return unexpected("quotes around a value that YAML readers disagree about", scalar, findings);
    }
    if (text.chars()
        .anyMatch(character -> character < ' ' && character != '\n' && character != '\t')) {
      return unexpected("text without control characters", scalar, findings);
    }
    String expected = limits.expected(text);
    if (expected != null) {
      findings.mistake(scalar.getStartMark(), expected, null);
      return null;
    }
    if (type != Object.class || scalar.getTag().equals(Tag.STR)) {
      return TextNode.valueOf(text);
    }
    if (scalar.getTag().equals(Tag.BOOL)) {
      return bool(text);
    }
    return scalar.getTag().equals(Tag.INT)
        ? whole(new BigInteger(text))
        : DecimalNode.valueOf(new BigDecimal(text));
  }

  private static JsonNode bool(String text) {
    return BooleanNode.valueOf(Boolean.parseBoolean(text));
  }

  private static JsonNode whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return JsonNodeFactory.instance.numberNode(number.intValueExact());
    }
    return number.bitLength() < Long.SIZE
        ? JsonNodeFactory.instance.numberNode(number.longValueExact())
        : JsonNodeFactory.instance.numberNode(number);
  }

  private static @Nullable JsonNode within(@Nullable Range range, String text) {
    BigInteger number = new BigInteger(text);
    boolean fits =
        number.compareTo(BigInteger.valueOf(Expected.least(range))) >= 0
            && number.compareTo(BigInteger.valueOf(Expected.greatest(range))) <= 0;
    return fits ? whole(number) : null;
  }

  private static @Nullable JsonNode duration(@Nullable Range range, String text) {
    Duration parsed = DurationText.parse(text).orElse(null);
    boolean fits = parsed != null && parsed.toMillis() >= Expected.least(range);
    return fits ? TextNode.valueOf(text) : null;
  }

  private static @Nullable JsonNode path(String text) {
    try {
      return text.isBlank() ? null : TextNode.valueOf(Path.of(text).toString());
    } catch (InvalidPathException unusable) {
      return null;
    }
  }

  private static @Nullable JsonNode uri(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean fits = web && uri.getHost() != null && uri.getUserInfo() == null;
      return fits && uri.getPort() <= 65535 ? TextNode.valueOf(text) : null;
    } catch (URISyntaxException broken) {
      return null;
    }
  }

  /** A URL that may hold a password is not repeated. */
  private static String shown(String text) {
    if (text.contains("://") && text.contains("@")) {
      return "a URL with a password";
    }
    return text.length() <= LONGEST_SHOWN
        ? "\"" + text + "\""
        : "\"" + text.substring(0, LONGEST_SHOWN) + "…\"";
  }
}
