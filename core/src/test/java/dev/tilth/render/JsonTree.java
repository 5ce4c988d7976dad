package dev.tilth.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document into the values of its leaves by path, such as {@code seeders.0.name}; null is
 * {@code "null"}, an empty array {@code "[]"}.
 */
final class JsonTree {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, String> leaves = new LinkedHashMap<>();

  private JsonTree() {}

  static Map<String, String> leaves(String document) {
    JsonTree tree = new JsonTree();
    try (JsonParser parser = FACTORY.createParser(document)) {
      tree.value("", parser.nextToken(), parser);
      if (parser.nextToken() != null) {
        throw new AssertionError("More than one document: " + document);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree.leaves;
  }

  private void value(String path, @Nullable JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        value(path.isEmpty() ? name : path + "." + name, parser.nextToken(), parser);
      }
    } else if (token == JsonToken.START_ARRAY) {
      array(path, parser);
    } else {
      leaves.put(path, parser.getText());
    }
  }

  private void array(String path, JsonParser parser) throws IOException {
    int index = 0;
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      value(path + "." + index++, token, parser);
      token = parser.nextToken();
    }
    if (index == 0) {
      leaves.put(path, "[]");
    }
  }
}
