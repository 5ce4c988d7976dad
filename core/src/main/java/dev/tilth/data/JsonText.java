package dev.tilth.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;

/** An array or object as JSON text, for a column of type json or jsonb. */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final JsonGenerator out;
  private final JsonStrings strings;

  private JsonText(JsonParser parser, JsonGenerator out, JsonStrings strings) {
    this.parser = parser;
    this.out = out;
    this.strings = strings;
  }

  /** Reads the value whose first token is the parser's current one. */
  static String of(JsonParser parser, JsonStrings strings) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      new JsonText(parser, out, strings).value();
    }
    return text.toString();
  }

  private void value() throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> out.writeString(strings.value(parser.getText()));
      case VALUE_TRUE -> out.writeBoolean(true);
      case VALUE_FALSE -> out.writeBoolean(false);
      case VALUE_NULL -> out.writeNull();
      default -> out.writeNumber(parser.getText());
    }
  }

  private void array() throws IOException {
    out.writeStartArray();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value();
    }
    out.writeEndArray();
  }

  private void object() throws IOException {
    Set<String> seen = new HashSet<>();
    out.writeStartObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      out.writeFieldName(strings.key(parser.currentName(), seen));
      parser.nextToken();
      value();
    }
    out.writeEndObject();
  }
}
