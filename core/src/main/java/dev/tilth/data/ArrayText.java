package dev.tilth.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * A JSON array as PostgreSQL writes arrays (PostgreSQL manual, "Arrays", section "Array Input and
 * Output Syntax"). Arrays within it are dimensions, except where the elements are JSON themselves.
 */
final class ArrayText {

  private static final Set<String> JSON_TYPES = Set.of("json", "jsonb");

  private final JsonParser parser;
  private final JsonStrings strings;
  private final boolean ofJson;
  private final StringBuilder out = new StringBuilder();

  private ArrayText(JsonParser parser, JsonStrings strings, boolean ofJson) {
    this.parser = parser;
    this.strings = strings;
    this.ofJson = ofJson;
  }

  /**
   * Reads the array whose first token is the parser's current one.
   *
   * @param element the type of the elements
   */
  static String of(JsonParser parser, JsonStrings strings, String element) throws IOException {
    ArrayText text = new ArrayText(parser, strings, JSON_TYPES.contains(element));
    text.elements();
    return text.out.toString();
  }

  private void elements() throws IOException {
    String separator = "{";
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      out.append(separator);
      element();
      separator = ",";
    }
    out.append(separator.equals("{") ? "{}" : "}");
  }

  private void element() throws IOException {
    switch (parser.currentToken()) {
      case VALUE_NULL -> out.append("NULL");
      case VALUE_STRING -> quoted(strings.value(parser.getText()));
      case START_ARRAY -> inner();
      case START_OBJECT -> quoted(JsonText.of(parser, strings));
      default -> quoted(parser.getText());
    }
  }

  private void inner() throws IOException {
    if (ofJson) {
      quoted(JsonText.of(parser, strings));
    } else {
      elements();
    }
  }

  private void quoted(String text) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
