package io.github.immutable.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON with its lines, in which texts are templates: of HCL ({@code ${var.name}}), or of Packer's
 * older kind (<code>{{user `name`}}</code>).
 */
final class JsonText {
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "\\$\\{\\s*([A-Za-z_][\\w-]*(?:\\.[A-Za-z_][\\w-]*)*)\\s*}"
              + "|\\{\\{\\s*user\\s*[`\"']([\\w-]+)[`\"']\\s*}}"
              + "|\\{\\{\\s*(template_dir|pwd)\\s*}}");

  private final JsonParser json;

  private JsonText(JsonParser json) {
    this.json = json;
  }

  /**
   * The object that the text is.
   *
   * @throws UnreadableException when it is not JSON or not an object
   */
  static Value.Fields object(String text) throws UnreadableException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();
    try (JsonParser json = factory.createParser(text)) {
      json.nextToken();
      if (new JsonText(json).value() instanceof Value.Fields fields && json.nextToken() == null) {
        return fields;
      }
      throw new UnreadableException(1, "expected one JSON object");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UnreadableException(line, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UnreadableException(0, String.valueOf(e.getMessage()));
    }
  }

  private Value value() throws IOException {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> fields();
      case START_ARRAY -> items();
      case VALUE_STRING -> template(json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Text(json.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Value.Flag(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> new Value.Nothing();
      case null, default -> new Value.Other();
    };
  }

  private Value fields() throws IOException {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      int line = json.currentTokenLocation().getLineNr();
      json.nextToken();
      fields.put(name, new Attribute(name, value(), line));
    }
    return new Value.Fields(fields);
  }

  private Value items() throws IOException {
    List<Value> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Value.Items(items);
  }

  private static Value template(String text) {
    List<Value> parts = new ArrayList<>();
    Matcher expression = EXPRESSION.matcher(text);
    int end = 0;
    while (expression.find()) {
      parts.add(plain(text.substring(end, expression.start())));
      parts.add(new Value.Reference(path(expression)));
      end = expression.end();
    }
    parts.add(plain(text.substring(end)));
    return Value.join(parts);
  }

  private static List<String> path(Matcher expression) {
    if (expression.group(1) != null) {
      return List.of(expression.group(1).split("\\.", -1));
    }
    return expression.group(2) != null
        ? List.of("var", expression.group(2))
        : List.of("path", "pwd".equals(expression.group(3)) ? "cwd" : "root");
  }

  private static Value plain(String text) {
    return text.contains("${") || text.contains("{{") ? new Value.Other() : new Value.Text(text);
  }
}
