package dev.tilth.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line of the log in JSON. */
public record LogLine(Map<String, String> fields) {

  /** Of all lines; fails where one is anything but one JSON object. */
  public static List<LogLine> all(String text) {
    return text.lines().map(LogLine::parse).toList();
  }

  static LogLine parse(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new AssertionError("No JSON object: " + line);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        long begin = parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        long end = parser.currentLocation().getCharOffset();
        fields.put(
            name,
            value.isStructStart() ? line.substring((int) begin, (int) end) : parser.getText());
      }
      if (parser.nextToken() != null) {
        throw new AssertionError("More than one JSON object: " + line);
      }
    } catch (IOException e) {
      throw new AssertionError("Not JSON: " + line, e);
    }
    return new LogLine(fields);
  }

  /** Empty where there is none. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
