package dev.tilth.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.tilth.spi.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a request, each of its type, before anybody asks what they mean together. */
final class RequestFields {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final List<String> problems = new ArrayList<>();
  private final Map<RequestField, String> texts = new EnumMap<>(RequestField.class);
  private final Map<RequestField, Set<String>> lists = new EnumMap<>(RequestField.class);
  private final Map<RequestField, Boolean> flags = new EnumMap<>(RequestField.class);

  private RequestFields() {}

  /**
   * Reads to the end and closes the stream.
   *
   * @throws InvalidInvocationException if it is no JSON object
   */
  static RequestFields read(InputStream input) throws IOException {
    try (JsonParser parser = JSON.createParser(input)) {
      RequestFields fields = new RequestFields();
      fields.read(parser);
      return fields;
    } catch (StreamReadException e) {
      throw new InvalidInvocationException(
          List.of(
              "It is not JSON: %s (line %d, column %d)."
                  .formatted(
                      e.getOriginalMessage(),
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr())));
    }
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidInvocationException(
          List.of(
              "It must be a JSON object with the fields %s."
                  .formatted(String.join(", ", RequestField.words()))));
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      field(name, parser);
    }
    if (parser.nextToken() != null) {
      problems.add("Something follows after its end.");
    }
  }

  private void field(String name, JsonParser parser) throws IOException {
    Optional<RequestField> known =
        Arrays.stream(RequestField.values()).filter(field -> field.word().equals(name)).findFirst();
    if (known.isEmpty()) {
      problems.add(
          "There is no field '%s'. %s"
              .formatted(name, DidYouMean.orAnyOf(RequestField.words(), name)));
      parser.skipChildren();
    } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
      RequestField field = known.get();
      switch (field.type()) {
        case TEXT -> text(field, parser);
        case LIST -> list(field, parser);
        case FLAG -> flag(field, parser);
      }
    }
  }

  private void text(RequestField field, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      texts.put(field, parser.getText());
    } else {
      refuse(field, "a text", parser);
    }
  }

  private void flag(RequestField field, JsonParser parser) throws IOException {
    JsonToken value = parser.currentToken();
    if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
      flags.put(field, value == JsonToken.VALUE_TRUE);
    } else {
      refuse(field, "true or false", parser);
    }
  }

  private void list(RequestField field, JsonParser parser) throws IOException {
    Set<String> values = new LinkedHashSet<>();
    boolean fits = parser.currentToken() == JsonToken.START_ARRAY;
    if (fits) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        fits &= parser.currentToken() == JsonToken.VALUE_STRING;
        values.add(String.valueOf(parser.getText()));
        parser.skipChildren();
      }
    }
    lists.put(field, values);
    if (!fits) {
      refuse(field, "a list of texts", parser);
    }
  }

  private void refuse(RequestField field, String wanted, JsonParser parser) throws IOException {
    problems.add("The field '%s' must be %s.".formatted(field.word(), wanted));
    parser.skipChildren();
  }

  Optional<String> text(RequestField field) {
    return Optional.ofNullable(texts.get(field));
  }

  Set<String> list(RequestField field) {
    return lists.getOrDefault(field, Set.of());
  }

  boolean flag(RequestField field) {
    return flags.getOrDefault(field, false);
  }

  /** Whether it has a value, of whatever type. */
  boolean has(RequestField field) {
    return texts.containsKey(field) || lists.containsKey(field) || flags.containsKey(field);
  }

  /** In the order in which they were met; to be added to. */
  List<String> problems() {
    return problems;
  }
}
