package dev.tilth.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one object from one line. */
final class JsonObjectReader {

  /** PostgreSQL's numeric has up to 131,072 digits before the point and 16,383 after it. */
  private static final int LONGEST_NUMBER = 150_000;

  private static final String ONE_OBJECT_A_LINE = "Write one JSON object on each line.";

  /** Names are not kept: those of a long file could fill the memory. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(LineReader.LONGEST_LINE)
                  .build())
          .build();

  private final Placeholders placeholders;
  private final Map<String, String> arrays;

  /**
   * @param arrays the element types of the columns that are arrays
   */
  JsonObjectReader(Placeholders placeholders, Map<String, String> arrays) {
    this.placeholders = placeholders;
    this.arrays = arrays;
  }

  /** The object's fields, in their order. */
  Map<String, JsonField> read(Place place, String line) {
    try (JsonParser parser = FACTORY.createParser(line)) {
      return object(place, parser);
    } catch (JsonProcessingException e) {
      throw malformed(place, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, JsonField> object(Place place, JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      String reason = first == null ? "the line is blank" : "the line is not a JSON object";
      throw new MalformedFileException(place, reason, ONE_OBJECT_A_LINE);
    }
    Map<String, JsonField> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (fields.put(name, field(place, name, parser)) != null) {
        throw new MalformedFileException(
            place, "the key %s is there twice".formatted(Text.quoted(name)), "Give each key once.");
      }
    }
    if (parser.nextToken() != null) {
      throw new MalformedFileException(place, "something follows the object", ONE_OBJECT_A_LINE);
    }
    return fields;
  }

  private JsonField field(Place place, String name, JsonParser parser) throws IOException {
    JsonStrings strings = new JsonStrings(place, name, placeholders);
    String text = text(name, parser, strings);
    return new JsonField(text, strings.masked());
  }

  private @Nullable String text(String name, JsonParser parser, JsonStrings strings)
      throws IOException {
    String element = arrays.get(name);
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> strings.value(parser.getText());
      case START_OBJECT -> JsonText.of(parser, strings);
      case START_ARRAY ->
          element == null ? JsonText.of(parser, strings) : ArrayText.of(parser, strings, element);
      default -> parser.getText();
    };
  }

  /** The parser's own words quote what it read, so that they are neither shown nor kept. */
  private static MalformedFileException malformed(Place place, JsonProcessingException e) {
    return switch (e) {
      case JsonEOFException end ->
          new MalformedFileException(
              place, "the line ends within its object", "Write each object on one line.");
      case StreamConstraintsException limit ->
          new MalformedFileException(
              place,
              "a name or number is too long, or values are nested too deeply",
              "Nest at most 500 levels, and write numbers with at most %d digits."
                  .formatted(LONGEST_NUMBER));
      default ->
          new MalformedFileException(
              place,
              "the line is not JSON at column %d".formatted(e.getLocation().getColumnNr()),
              ONE_OBJECT_A_LINE);
    };
  }
}
